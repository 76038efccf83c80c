using System.Text;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Recognition;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Files that nobody meant to be like that. Each gives a finding or is read, and none stops the next one.</summary>
public sealed class MalformedFileTests
{
    [Fact]
    public void A_truncated_file_keeps_the_documents_before_the_break()
    {
        var inventory = Inventories.Read(Inventories.Rules + "\n---\ngroups:\n  - name: g\n    rules: [{alert: A, expr: \"up");
        Assert.Equal(0.999m, inventory.One.Target);
        Assert.Equal((FindingSeverity.Error, "YamlSyntax"), (inventory.Findings.Single().Severity, inventory.Findings.Single().Code));
    }

    [Fact]
    public void Every_cut_of_a_file_is_read_or_a_finding()
    {
        for (var length = 0; length <= Inventories.Rules.Length; length++)
        {
            var inventory = Inventories.ReadFile(Inventories.Rules[..length], isNamed: true);
            Assert.True(
                inventory.Items.Count + inventory.Findings.Count + inventory.Counts.Skipped + inventory.Counts.Rules > 0,
                $"nothing is said of the first {length} characters"
            );
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n---\n")]
    public void An_empty_file_is_a_warning(string text)
    {
        var finding = Inventories.ReadFile(text).Findings.Single();
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("no document", finding.Message);
    }

    [Fact]
    public void A_binary_file_is_a_finding()
    {
        var bytes = new byte[5000];
        new Random(7).NextBytes(bytes);
        Assert.Equal(FindingSeverity.Error, Inventories.ReadFile(bytes).Findings.Single().Severity);
        Assert.Contains("NUL", Inventories.ReadFile(Inventories.Rules + "\0").Findings.Single().Message);
    }

    [Fact]
    public void Byte_order_marks_of_every_encoding_are_read()
    {
        foreach (
            var encoding in new Encoding[]
            {
                new UTF8Encoding(true),
                new UnicodeEncoding(false, true),
                new UnicodeEncoding(true, true),
                new UTF32Encoding(false, true),
            }
        )
            Assert.Equal(0.999m, Inventories.ReadFile([.. encoding.GetPreamble(), .. encoding.GetBytes(Inventories.Rules)]).One.Target);
        Assert.Equal(
            0.999m,
            Inventories
                .ReadFile(
                    [
                        0xEF,
                        0xBB,
                        0xBF,
                        .. Encoding.UTF8.GetBytes(
                            "{\"groups\": [{\"name\": \"g\", \"rules\": [{\"alert\": \"A\", \"expr\": "
                                + "\"sum(rate(a_total{job=\\\"b\\\",code=~\\\"5..\\\"}[1h])) / "
                                + "sum(rate(a_total{job=\\\"b\\\"}[1h])) > 14.4 * 0.001\"}]}]}"
                        ),
                    ],
                    "a.json"
                )
                .One.Target
        );
    }

    [Fact]
    public void Tabs_are_named_with_their_line()
    {
        var finding = Inventories.ReadFile(Inventories.Rules.Replace("    rules:", "\trules:")).Findings.Single();
        Assert.Equal(3, finding.Line);
        Assert.Contains("tab", finding.Message);
    }

    [Fact]
    public void A_huge_line_is_read()
    {
        var selectors = string.Join(" or ", Enumerable.Range(0, 150).Select(i => $"up{{instance=\"{new string('x', 20_000)}{i}\"}}"));
        var inventory = Inventories.Read(Inventories.Rules + "\n      - {alert: Long, expr: '" + selectors + "'}");
        Assert.Equal(0.999m, inventory.Items[0].Target);
        Assert.Equal(2, inventory.Counts.Rules);
    }

    [Fact]
    public void PromQL_that_nests_five_thousand_times_is_a_finding()
    {
        foreach (
            var expression in new[]
            {
                new string('(', 5000) + "up" + new string(')', 5000),
                string.Concat(Enumerable.Repeat("abs(", 5000)) + "up" + new string(')', 5000),
                "up" + string.Concat(Enumerable.Repeat(" + up", 5000)),
            }
        )
        {
            var inventory = Inventories.Read(Inventories.Rules + "\n      - {record: 'a:b', expr: '" + expression + "'}");
            Assert.Equal(0.999m, inventory.One.Target);
            Assert.Equal(
                (RuleRecognition.DepthCode, FindingSeverity.Warning, 8),
                (inventory.Findings.Single().Code, inventory.Findings.Single().Severity, inventory.Findings.Single().Line)
            );
        }
    }

    [Fact]
    public void Recording_rules_in_a_circle_across_files_are_a_finding()
    {
        var inventory = Inventories.Read(
            ("a.yaml", "groups: [{name: a, rules: [{record: 'x:a', expr: 'x:b / x:c'}]}]"),
            ("b.yaml", "groups: [{name: b, rules: [{record: 'x:b', expr: 'x:a * 2'}]}]"),
            ("c.yaml", Inventories.Rules)
        );
        Assert.Contains(RuleRecognition.CycleCode, inventory.Codes);
        Assert.Contains(inventory.Items, i => i.Target == 0.999m);
    }

    [Fact]
    public void YAML_that_nests_or_unfolds_without_end_is_a_finding()
    {
        var deep = "groups: " + new string('[', 3000) + "\nexpr: 1";
        Assert.Equal(FindingSeverity.Error, Inventories.ReadFile(deep).Findings.Single().Severity);
        var laughs =
            "a: &a [expr, expr, expr, expr, expr, expr, expr, expr, expr]\n"
            + string.Concat(
                Enumerable
                    .Range(0, 9)
                    .Select(i =>
                        $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat("*" + (char)('a' + i), 9))}]\n"
                    )
            );
        Assert.Contains("unfolds", Inventories.ReadFile("expr: 1\n" + laughs).Findings.Single().Message);
    }

    [Fact]
    public void JSON_that_is_none_is_named_with_its_place()
    {
        var finding = Inventories.ReadFile("{\n  \"expr\": \"up\"\n  \"a\": 1\n}", "board.json", isNamed: true).Findings.Single();
        Assert.Equal(("DocumentInvalid", 3), (finding.Code, finding.Line));
        Assert.Equal(
            FindingSeverity.Error,
            Inventories.ReadFile("{ \"expr\": " + new string('[', 500), "board.json", isNamed: true).Findings.Single().Severity
        );
    }

    [Fact]
    public void A_file_of_50_MB_is_read_and_one_beyond_the_limit_is_a_finding()
    {
        var folder = Directory.CreateTempSubdirectory("inventory");
        try
        {
            var path = Path.Combine(folder.FullName, "large.yaml");
            using (var writer = new StreamWriter(path))
            {
                writer.Write(Inventories.Rules + "\n");
                var padding = new string('x', 400);
                for (var i = 0; i < 100_000; i++)
                    writer.Write(
                        $"      - {{record: 'job:a{i}:rate5m', expr: 'sum by (job) (rate(a{i}_total{{x=\"{padding}\"}}[5m]))'}}\n"
                    );
            }

            Assert.InRange(new FileInfo(path).Length, 45_000_000, 64 * 1024 * 1024);
            var reader = new InventoryReader();
            reader.ReadFile(path, "large.yaml");
            using (var stream = File.OpenWrite(path))
                stream.SetLength((64 * 1024 * 1024) + 1);
            var again = new InventoryReader();
            again.ReadFile(path, "large.yaml");
            Assert.Equal((100_001, 0), (reader.Counts.Rules, reader.TakeFindings().Count));
            Assert.Contains("64 MiB", again.TakeFindings().Single().Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
