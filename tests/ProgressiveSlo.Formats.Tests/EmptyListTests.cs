using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Tests.Migration;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>
/// A check of nothing must not look like one that passed: a list without anything in it is an error wherever the list is the document's
/// content.
/// </summary>
public sealed class EmptyListTests
{
    private const string OpenSlo = "\nkind: SLO\nmetadata: {name: a}\nspec: {service: a, budgetingMethod: Occurrences, objectives: [], ";

    [Theory]
    [InlineData(
        "apiVersion: slo.dev/v1\nkind: ServiceLevelObjective\nmetadata: {name: a}\nspec: {service: a, indicator: {type: "
            + "query, query: {bad: 'sum(rate(b[{{.window}}]))', total: 'sum(rate(a[{{.window}}]))'}}, objectives: []}",
        "spec.objectives",
        "There is no objective"
    )]
    [InlineData(
        "apiVersion: openslo/v1" + OpenSlo + "timeWindow: [{duration: 30d, isRolling: true}], indicatorRef: a}",
        "spec.objectives",
        "There is no objective"
    )]
    [InlineData(
        "apiVersion: openslo/v1alpha" + OpenSlo + "timeWindows: [{unit: Day, count: 30}]}",
        "spec.objectives",
        "There is no objective"
    )]
    [InlineData("version: prometheus/v1\nservice: a\nslos: []", "slos", "The list has no SLO")]
    [InlineData(
        "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: a}\nspec: {service: a, slos: []}",
        "spec.slos",
        "The list has no SLO"
    )]
    [InlineData("apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjectiveList\nitems: []", "items", "The list has no item")]
    [InlineData("apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevelList\nitems: []", "items", "The list has no item")]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRuleList\nitems: []", "items", "The list has no item")]
    [InlineData("apiVersion: v1\nkind: List\nitems: []", "items", "The list has no item")]
    public void Of_a_manifest_it_is_an_error_to_the_import_and_the_lint(string text, string field, string message)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Definitions);
        var problem = Assert.Single(result.Problems, p => p.Problem.Field == field);
        Assert.Equal((message, "FieldMissing"), (problem.Problem.Message, problem.Problem.Code));
        Assert.StartsWith("Write at least one", problem.Problem.Fix, System.StringComparison.Ordinal);
        Assert.True(problem.Line > 0 && problem.Column > 0);
        Assert.Contains(Linter.LintText(text, LintOptions.Default), f => f.Severity == FindingSeverity.Error && f.Field == field);
    }

    [Fact]
    public void Of_a_rule_file_no_group_is_an_error() =>
        Assert.Equal("RulesHandWritten", Assert.Single(ManifestImporter.ReadText("groups: []").Problems).Problem.Code);

    [Theory]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: PhaseProfile\nname: a\nphases: []",
        "x(4,9): phases: There is no phase. Write at least one."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: Guidance\nchallenges: []",
        "x(3,13): challenges: There is no challenge. Write at least one."
    )]
    [InlineData(
        "apiVersion: progressiveslo/v1\nkind: ServiceMap\nservices: []",
        "x(3,11): services: The map has no service. Write at least one."
    )]
    [InlineData("[]", "x: The list has no parallel run. Write it with *")]
    public void Of_a_file_of_settings_it_is_an_error_with_its_place(string text, string expected)
    {
        var error = Assert.Throws<SloDocumentException>(() =>
        {
            if (text[0] == '[')
                ParallelRunFile.ReadText(text, "x");
            else if (text.Contains("PhaseProfile"))
                ProfileReader.Read(text, "x", null);
            else if (text.Contains("Guidance"))
                GuidanceFile.Read(text, "x");
            else
                ServiceMapFile.Read(text, "x");
        });
        var message = Assert.Single(error.Problems).ToString();
        if (expected.EndsWith('*'))
            Assert.StartsWith(expected[..^1], message, System.StringComparison.Ordinal);
        else
            Assert.Equal(expected, message);
    }

    [Fact]
    public void Of_a_plan_it_is_an_error()
    {
        var lines = TestPlans.Write(TestPlans.Make()).Split('\n');
        var phases = System.Array.IndexOf(lines, "phases:");
        var end = System.Array.FindIndex(lines, phases + 1, l => l.Length > 0 && l[0] is not (' ' or '-'));
        var text = string.Join('\n', lines[..phases].Append("phases: []").Concat(end < 0 ? [] : lines[end..]));
        var error = Assert.Throws<SloDocumentException>(() => PlanReader.Read(text, "plan.yaml"));
        Assert.Contains(error.Problems, p => p.ToString() == $"plan.yaml({phases + 1},9): phases: There is no phase. Write at least one.");
    }

    [Fact]
    public void Of_a_catalog_it_is_an_error_even_where_another_has_services()
    {
        var content = CatalogSamples.Read("apiVersion: progressiveslo/v1\nkind: ServiceCatalog\nservices: []", isCsv: false);
        var (problem, isLost) = Assert.Single(content.Problems);
        Assert.Equal(("services", "The catalog has no service", true), (problem.Problem.Field, problem.Problem.Message, isLost));
    }
}
