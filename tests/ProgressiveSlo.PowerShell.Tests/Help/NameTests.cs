using System.Management.Automation;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>The names that scripts use, against the tables of the decision about them.</summary>
public sealed class NameTests : IDisposable
{
    private static readonly string _page = Path.Combine(
        StagedModule.Repository,
        "docs",
        "decisions",
        "0050-one-name-for-one-thing-in-scripts.md"
    );

    private readonly Engine _engine = Engine.Create();
    private readonly CmdletInfo[] _cmdlets;

    public NameTests() => _cmdlets = [.. _engine.Run("Get-Command -Module ProgressiveSlo").Output.Select(c => (CmdletInfo)c.BaseObject)];

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Verbs_are_those_of_the_table() =>
        Assert.Equal(Table("verb").Select(r => r[0]).Order(), _cmdlets.Select(c => c.Verb).Distinct().Order());

    [Fact]
    public void A_name_that_several_cmdlets_use_has_the_types_of_the_table()
    {
        var table = Table("parameter").ToDictionary(r => r[0], r => r[1].Split(", "), StringComparer.Ordinal);
        var uses = _cmdlets.SelectMany(c => Own(c).Select(p => (p.Name, Type: TypeName(p), Cmdlet: c.Name))).ToLookup(p => p.Name);
        Assert.Equal(
            table.Keys.Order(StringComparer.Ordinal),
            uses.Where(u => u.Count() > 1)
                .Select(u => u.Key)
                .Where(n => table.ContainsKey(n) || !IsOneFamily(uses[n].Select(x => x.Cmdlet)))
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            table,
            row => Assert.True(uses[row.Key].Select(u => u.Type).Distinct().Order().SequenceEqual(row.Value.Order()), Problem(row.Key))
        );

        string Problem(string name) => $"-{name}: {string.Join(", ", uses[name].Select(u => $"{u.Type} of {u.Cmdlet}"))}";
    }

    [Fact]
    public void Measurements_are_evidence_and_what_people_attest_is_a_note()
    {
        var evidence = _cmdlets.Where(c => c.Parameters.ContainsKey("Evidence")).ToDictionary(c => c.Name, c => c.Parameters["Evidence"]);
        Assert.Equal(
            [
                "Assert-SloPhaseReadiness",
                "Compare-SloPlanChange",
                "Get-SloForecast",
                "Measure-SloErrorBudget",
                "New-SloMigration",
                "Test-SloPhaseReadiness",
            ],
            evidence.Keys.Order()
        );
        Assert.All(evidence.Where(e => e.Key != "New-SloMigration"), e => Assert.Equal(["Metrics", "Metric"], e.Value.Aliases));
        Assert.All(_cmdlets.Where(c => c.Verb == "Complete"), c => Assert.Contains("Note", c.Parameters.Keys));
        Assert.All(_cmdlets, c => Assert.DoesNotContain("OutputPath", c.Parameters.Keys));
    }

    [Fact]
    public void A_path_with_wildcards_has_a_literal_one_beside_it()
    {
        foreach (var cmdlet in _cmdlets.Where(c => c.Parameters.ContainsKey("Path") && c.Name != "New-SloRepository"))
        {
            Assert.Contains(cmdlet.Parameters["Path"].Attributes, a => a is SupportsWildcardsAttribute);
            var literal = Assert.Contains("LiteralPath", (IDictionary<string, ParameterMetadata>)cmdlet.Parameters);
            Assert.Contains("PSPath", literal.Aliases);
            Assert.Equal(cmdlet.Parameters["Path"].ParameterType, literal.ParameterType);
            Assert.DoesNotContain(literal.Attributes, a => a is SupportsWildcardsAttribute);
        }

        Assert.All(_cmdlets.Where(c => c.Parameters.ContainsKey("LiteralPath")), c => Assert.Contains("Path", c.Parameters.Keys));
    }

    [Fact]
    public void Export_writes_files_and_ConvertTo_never_does()
    {
        var exports = _cmdlets.Where(c => c.Verb == "Export").ToArray();
        Assert.Equal(7, exports.Length);
        Assert.All(
            exports,
            c => Assert.Subset(c.Parameters.Keys.ToHashSet(), new HashSet<string> { "Path", "LiteralPath", "Force", "PassThru", "WhatIf" })
        );
        Assert.All(exports, c => Assert.Contains(c.OutputType, o => o.Type == typeof(FileInfo)));
        foreach (var cmdlet in _cmdlets.Where(c => c.Verb == "ConvertTo"))
        {
            Assert.DoesNotContain(
                cmdlet.Parameters.Keys,
                n => n is "WhatIf" or "Force" or "PassThru" || n.EndsWith("Path", StringComparison.Ordinal)
            );
            Assert.Equal([typeof(string)], cmdlet.OutputType.Select(o => o.Type));
        }
    }

    [Fact]
    public void Each_document_is_written_and_read_by_cmdlets_of_one_shape()
    {
        foreach (var row in Table("document"))
        {
            var export = Find(row[1]);
            var read = Find(row[2]);
            Assert.Equal(export.Noun, read.Noun);
            Assert.Equal(
                (typeof(string), typeof(string[])),
                (export.Parameters["Path"].ParameterType, read.Parameters["Path"].ParameterType)
            );
            Assert.Contains("FullName", read.Parameters["LiteralPath"].Aliases);
            if (read.Verb == "Get")
                Assert.Equal(typeof(string[]), read.Parameters["Name"].ParameterType);
        }

        Assert.Equal(
            _cmdlets.Where(c => c.Verb == "Export" && c.Noun is not ("SloReport" or "SloFindingBaseline")).Select(c => c.Name).Order(),
            Table("document").Select(r => r[1]).Order()
        );
    }

    private CmdletInfo Find(string name) => _cmdlets.Single(c => c.Name == name);

    // What only a cmdlet and its sibling have, such as Confidence of Test- and Assert-SloPhaseReadiness, is not a word of the module.
    private static bool IsOneFamily(IEnumerable<string> cmdlets) =>
        cmdlets.All(c => c.EndsWith("-SloPhaseReadiness", StringComparison.Ordinal))
        || cmdlets.All(c => c.EndsWith("-SloManifest", StringComparison.Ordinal))
        || cmdlets.All(c => c.EndsWith("-SloMigrationStep", StringComparison.Ordinal));

    private static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name));

    private static string TypeName(ParameterMetadata parameter)
    {
        var type = parameter.ParameterType;
        var name = (type.IsArray ? type.GetElementType()! : type).Name switch
        {
            "String" => "string",
            "Object" => "object",
            "Int32" => "int",
            "Decimal" => "decimal",
            "SwitchParameter" => "switch",
            var other => other,
        };
        return type.IsArray ? name + "[]" : name;
    }

    // The rows below the header that begins with that word.
    private static string[][] Table(string header)
    {
        var rows = File.ReadLines(_page)
            .SkipWhile(l => !l.StartsWith("| " + header + " |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToArray();
        Assert.NotEmpty(rows);
        return rows;
    }
}
