using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.Sloth;
using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>What kubectl and the API of a cluster give is read alike by the import, the lint and the inventory.</summary>
public sealed class KubernetesListTests
{
    public static TheoryData<string, string, string> Lists =>
        new()
        {
            { "v1", "List", "sloth/basket-object.yml" },
            { "sloth.slok.dev/v1", "PrometheusServiceLevelList", "sloth/basket-object.yml" },
            { "pyrra.dev/v1alpha1", "ServiceLevelObjectiveList", "pyrra/stock-errors.yaml" },
            { "v1", "List", "sloth/basket-object.expected.yml" },
            { "monitoring.coreos.com/v1", "PrometheusRuleList", "sloth/basket-object.expected.yml" },
        };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_of_any_kind_gives_what_its_items_give(string apiVersion, string kind, string fixture)
    {
        var single = File.ReadAllText(Fixtures.Own.Path(fixture));
        var expected = Assert.Single(ManifestImporter.ReadText(single).Definitions);
        var list = List(apiVersion, kind, single, single.Replace(expected.Service, "other", StringComparison.Ordinal));

        var import = ManifestImporter.ReadText(list);
        Assert.Empty(import.Problems);
        Assert.Equal(2, import.Definitions.Count);
        Assert.Equal(expected, import.Definitions[0]);
        Assert.True(import.Definitions[1].Source!.Line > import.Definitions[0].Source!.Line);

        Assert.DoesNotContain(Linter.LintText(list, LintOptions.Default), f => f.Severity == FindingSeverity.Error);
        Assert.Equal(2, Inventories.Read(list).Items.Count);
    }

    [Fact]
    public void What_an_item_lacks_is_found_at_its_line_by_import_and_lint()
    {
        var wrong = SlothFiles.Import(Fixtures.Own.Path("sloth/invalid/service-object.yaml")).Problems.Single();
        var right = File.ReadAllText(Fixtures.Own.Path("sloth/basket-object.yml"));
        var list = List(
            "sloth.slok.dev/v1",
            "PrometheusServiceLevelList",
            right,
            File.ReadAllText(Fixtures.Own.Path("sloth/invalid/service-object.yaml"))
        );
        var problem = Assert.Single(ManifestImporter.ReadText(list).Problems);
        Assert.Equal(wrong.Problem, problem.Problem);
        Assert.EndsWith("# wrong", list.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
        Assert.Single(Linter.LintText(list, LintOptions.Default), f => f.Severity == FindingSeverity.Error && f.Line == problem.Line);
    }

    [Fact]
    public void A_list_of_other_things_is_unknown_by_its_items()
    {
        var result = ManifestImporter.ReadText(List("v1", "ConfigMapList", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));
        Assert.Equal("ApiVersionUnknown", Assert.Single(result.Problems).Problem.Code);
    }

    private static string List(string apiVersion, string kind, params string[] items) =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nitems:\n" + string.Concat(items.Select(Item)) + "metadata: {resourceVersion: ''}\n";

    private static string Item(string text)
    {
        var lines = text.Split('\n').Where(l => l.Length > 0 && l != "---" && l[0] != '#');
        return "-\n" + string.Concat(lines.Select(l => "  " + l + "\n"));
    }
}
