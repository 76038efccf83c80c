using ProgressiveSlo.Formats.Migration.Catalog;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Migration.Catalog;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Catalogs of services in YAML: Backstage's entities and the module's own.</summary>
internal sealed class CatalogTarget : FuzzTarget
{
    public override string Name => "catalog";

    public override IEnumerable<string> Seeds() => [.. SeedFiles.Read("docs/examples/catalog-info.yaml"), Own];

    public override bool Run(FuzzInput input) => Catalogs.Run(input, isCsv: false);

    private const string Own = """
        apiVersion: progressiveslo/v1
        kind: ServiceCatalog
        services:
        - service: checkout
          namespace: shop
          tier: critical
          owner: team-shop
          target: 0.999
          dependsOn: [payments, core/sessions]
        - name: payments
          namespace: shop
          lifecycle: production
        - name: sessions
          namespace: core
        - newsletter
        """;
}

/// <summary>Catalogs of services in CSV.</summary>
internal sealed class CatalogRowsTarget : FuzzTarget
{
    public override string Name => "catalog-csv";

    public override InputShape Shape => InputShape.Rows;

    public override IEnumerable<string> Seeds() => SeedFiles.Read("docs/examples/catalog.csv", "docs/examples/services.csv");

    public override bool Run(FuzzInput input) => Catalogs.Run(input, isCsv: true);
}

/// <summary>What both kinds of catalogs have in common.</summary>
internal static class Catalogs
{
    public static bool Run(FuzzInput input, bool isCsv)
    {
        var content = input.Do(() => Read(input.Text, isCsv));
        FuzzInput.Check(content.Problems.Select(p => p.Problem));
        input.Do(() => DependencyCycles.Find(content.Catalog));
        var keys = content.Catalog.Services.Select(s => (s.Namespace, s.Service)).ToArray();
        FuzzInput.Must(keys.Length == keys.Distinct().Count(), "A catalog has a service twice");
        FuzzInput.Must(content.Catalog.Services.All(s => s.Target is null or (> 0 and < 1)), "A catalog has a target that is none");
        return content.Catalog.Services.Count > 0;
    }

    private static CatalogContent Read(string text, bool isCsv)
    {
        var reader = new CatalogReader();
        reader.AddText(text, "catalog", isCsv);
        return reader.Complete();
    }
}
