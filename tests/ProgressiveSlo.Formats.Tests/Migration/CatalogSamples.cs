using ProgressiveSlo.Formats.Migration.Catalog;
using ProgressiveSlo.Migration.Catalog;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>Catalogs of each kind for tests.</summary>
internal static class CatalogSamples
{
    public const string Csv = """
        Service,Namespace,Tier,Owner,DependsOn,Target,Note
        checkout,shop,critical,team-shop,payments; cart,0.999,"the till, the cart"
        payments,shop,critical,team-pay,,99.95%,
        cart,shop,standard,team-shop,"payments,sessions",,
        sessions,core,best-effort,,,,
        """;

    public const string Own = """
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

    public const string Backstage = """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: checkout
          description: The till
          annotations:
            backstage.io/kubernetes-namespace: shop
            example.com/tier: critical
        spec:
          type: service
          lifecycle: production
          owner: group:default/team-shop
          dependsOn:
          - component:payments
          - component:platform/sessions
          - resource:default/orders-db
          - component:default/http-lib
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: payments
          labels:
            tier: "1"
          annotations:
            example.com/slo-target: 99.95%
        spec:
          type: service
          lifecycle: production
          owner: team-pay
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: sessions
          namespace: platform
          tags: [go, tier-2]
        spec:
          type: service
          lifecycle: experimental
          owner: user:default/jane
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: http-lib
        spec:
          type: library
          lifecycle: production
          owner: team-shop
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata:
          name: team-shop
        spec:
          type: team
          children: []
        """;

    public static CatalogContent Read(string text, bool isCsv = false, bool isOneOfMany = false, string path = "catalog")
    {
        var reader = new CatalogReader();
        reader.AddText(text, path, isCsv, isOneOfMany);
        return reader.Complete();
    }

    public static IReadOnlyList<CatalogService> Services(this CatalogContent content) => content.Catalog.Services;

    public static string[] Messages(this CatalogContent content) => content.Problems.Select(p => p.Problem.ToString()).ToArray();
}
