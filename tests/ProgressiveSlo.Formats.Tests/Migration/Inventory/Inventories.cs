using System.Text;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Texts of the kinds that an inventory reads, and short ways to read them.</summary>
internal static class Inventories
{
    /// <summary>A rule file with one alert on a burn rate.</summary>
    public const string Rules = """
        groups:
          - name: checkout
            rules:
              - alert: CheckoutErrors
                expr: sum(rate(http_requests_total{job="checkout",code=~"5.."}[1h])) / sum(rate(http_requests_total{job="checkout"}[1h])) > 14.4 * 0.001
                for: 2m
                labels: {severity: page, team: shop}
        """;

    public static Inventory Read(params (string Path, string Text)[] files)
    {
        var reader = new InventoryReader();
        foreach (var (path, text) in files)
            reader.ReadText(text, path);
        return Complete(reader);
    }

    public static Inventory Read(string text) => Read(("rules.yaml", text));

    public static Inventory ReadFile(byte[] bytes, string name = "rules.yaml", bool isNamed = false)
    {
        var folder = Directory.CreateTempSubdirectory("inventory");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, bytes);
            var reader = new InventoryReader();
            reader.ReadFile(path, name, isNamed);
            return Complete(reader);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static Inventory ReadFile(string text, string name = "rules.yaml", bool isNamed = false) =>
        ReadFile(Encoding.UTF8.GetBytes(text), name, isNamed);

    public static Inventory Complete(InventoryReader reader)
    {
        var items = reader.Complete();
        return new Inventory(items, reader.TakeFindings(), reader.Counts);
    }

    /// <summary>A text indented, to be put below a key.</summary>
    public static string Indent(string text, int spaces) => string.Join('\n', text.Split('\n').Select(l => new string(' ', spaces) + l));
}

/// <summary>What came of reading.</summary>
internal sealed record Inventory(IReadOnlyList<SloInventoryItem> Items, IReadOnlyList<SloFinding> Findings, InventoryCounts Counts)
{
    public IEnumerable<string> Codes => Findings.Select(f => f.Code);

    /// <summary>The one alert of <see cref="Inventories.Rules"/> and its line.</summary>
    public (string? Service, SloMethod Method, decimal? Target, int Line) One
    {
        get
        {
            if (Items.Count != 1)
                throw new InvalidOperationException(
                    $"{Items.Count} items: {string.Join("; ", Items.Select(i => i.Name))}. {string.Join("; ", Findings)}"
                );
            return (Items[0].Service, Items[0].Method, Items[0].Target, Items[0].Line);
        }
    }
}
