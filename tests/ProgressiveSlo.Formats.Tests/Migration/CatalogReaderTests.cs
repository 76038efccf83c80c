using System.Text;
using ProgressiveSlo.Formats.Migration.Catalog;
using ProgressiveSlo.Migration.Catalog;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>Catalogs of services from CSV, Backstage, YAML and objects.</summary>
public sealed class CatalogReaderTests
{
    [Fact]
    public void Rows_of_CSV_become_services()
    {
        var content = CatalogSamples.Read(CatalogSamples.Csv, isCsv: true, path: "services.csv");
        Assert.DoesNotContain(content.Problems, p => p.IsLost);
        var checkout = content.Services()[0];
        Assert.Equal(
            ("checkout", "shop", "critical", "team-shop", 0.999m),
            (checkout.Service, checkout.Namespace, checkout.Tier, checkout.Owner, checkout.Target)
        );
        Assert.Equal(["payments", "cart"], checkout.DependsOn);
        Assert.Equal(("services.csv", 2), (checkout.Path, checkout.Line));
        Assert.Equal(0.9995m, content.Services()[1].Target);
        Assert.Equal(["payments", "sessions"], content.Services()[2].DependsOn);
        Assert.Null(content.Services()[3].Owner);
    }

    [Theory]
    [InlineData("NAME;name_space;Service Tier;TEAM;depends_on\r\napi;shop;critical;ops;web\r\nweb;shop;;;\r\n")]
    [InlineData("component\tnamespace\tcriticality\towned-by\tDependencies\napi\tshop\tcritical\tops\tcomponent:shop/web\nweb\tshop\t\t\t")]
    [InlineData(
        "\"Service\",\"Name\",\"Namespace\",\"Tier\",\"Owner\",\"Depends On\"\n\n\"api\",\"The "
            + "API\",\"shop\",\"critical\",\"ops\",\"web\"\n\"web\",\"\",\"shop\",\"\",\"\",\"\"\n,,,,,\n"
    )]
    public void Separators_quotes_and_spellings_make_no_difference(string csv)
    {
        var content = CatalogSamples.Read(csv, isCsv: true);
        Assert.Empty(content.Problems);
        Assert.Equal(["api", "web"], content.Services().Select(s => s.Service));
        var api = content.Services()[0];
        Assert.Equal(("shop", "critical", "ops"), (api.Namespace, api.Tier, api.Owner));
        Assert.Same(content.Services()[1], content.Catalog.FindDependency(api, Assert.Single(api.DependsOn)).Service);
    }

    [Theory]
    [InlineData(
        "",
        "catalog(1,1): The file is empty. Write a line with the names of the columns first: Service,Namespace,Tier,Owner,DependsOn,Target."
    )]
    [InlineData(
        "Tier,Owner\na,b\n",
        "catalog(1,1): No column names the services; there are 'Tier', 'Owner'. Name a column Service; "
            + "Namespace, Tier, Owner, Lifecycle, DependsOn and Target are optional."
    )]
    [InlineData(
        "Service,Criticality,Service_Tier\na,1,2\n",
        "catalog(1,21): Service_Tier: 'Criticality' means the same. Keep one of the two columns.",
        true
    )]
    [InlineData("Service,Owner\n,ops\n", "catalog(2,1): Service: The service name is empty. *")]
    [InlineData("Service\n../etc\n", "catalog(2,1): Service: '../etc' is not a service name: *")]
    [InlineData(
        "Service,DependsOn\na,b,c\n",
        "catalog(2,1): The row has 3 values for 2 columns. Write ; between several dependencies, and texts with commas in quotes."
    )]
    [InlineData("Service,Target\na,99.9\n", "catalog(2,3): Target: A target of 99.9 is not between 0 and 1. Write 0.999, or 99.9%.")]
    [InlineData(
        "Service;Target\na;0,999\n",
        "catalog(2,3): Target: '0,999' is not a target. Write a ratio with a decimal "
            + "point, for example 0.999, or a percentage, for example 99.9%."
    )]
    [InlineData(
        "Service,Target\na,100%\n",
        "catalog(2,3): Target: A target of 100% is not between 0 and 1. Write a ratio between 0 and 1, for example 0.999."
    )]
    [InlineData("Service,DependsOn\na,b/c/d\n", "catalog(2,3): DependsOn: 'b/c/d' names no service: *")]
    [InlineData(
        "Service,DependsOn\na,nobody\n",
        "catalog(2,3): DependsOn: 'a' depends on 'nobody', which is not in the catalog. Add the service, or correct the name."
    )]
    [InlineData(
        "Service,DependsOn\na,a\n",
        "catalog(2,3): DependsOn: 'a' depends on itself. Remove the dependency that is not needed to serve a request."
    )]
    [InlineData(
        "Service,DependsOn\na,b\nb,c\nc,a\n",
        "catalog(2,3): DependsOn: 3 services depend on each other in a cycle: a -> b -> c -> a. Remove *"
    )]
    [InlineData(
        "Service\na\nb\na\n",
        "catalog(4,1): Service: 'a' is duplicated, first in catalog(2); the first one counts. "
            + "Name each service once, or give the two different namespaces."
    )]
    [InlineData(
        "Service\nCheck Out\ncheck-out\n",
        "catalog(3,1): Service: 'check-out' and 'Check Out' have one short name, "
            + "'check-out', first in catalog(2); the first one counts. Rename *"
    )]
    [InlineData(
        "Service,Namespace,DependsOn\na,x,b\nb,y,\nb,z,\n",
        "catalog(2,5): DependsOn: 'b' is in the namespaces y, z. Write namespace/name."
    )]
    [InlineData(
        "Service,Owner\na,\"b\u0007\"\n",
        "catalog(2,3): Owner: 'b\\u0007' has characters that do not print. Write one line of plain text."
    )]
    [InlineData("Service\n\"a\n", "catalog(2,1): The quotes do not end. Close them.")]
    public void What_is_wrong_in_CSV_is_named_with_line_field_and_mend(string csv, string expected, bool isEmpty = false)
    {
        var content = CatalogSamples.Read(csv, isCsv: true);
        Assert.Matches(
            "^" + System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            content.Messages()[0].Replace("\n", "\\n", StringComparison.Ordinal)
        );
        Assert.True(!isEmpty || content.Services().Count == 0);
    }

    [Fact]
    public void What_is_lost_is_told_from_what_is_only_left_out()
    {
        var content = CatalogSamples.Read("Service,Target,DependsOn\na,2,nobody\na,,\nb,,\n", isCsv: true);
        Assert.Equal(["a", "b"], content.Services().Select(s => s.Service));
        Assert.Null(content.Services()[0].Target);
        Assert.Equal([false, true, false], content.Problems.Select(p => p.IsLost));
    }

    [Fact]
    public void A_namespace_keeps_services_of_one_name_apart()
    {
        var content = CatalogSamples.Read("Service,Namespace,DependsOn\na,x,b\nb,x,\nb,y,x/b\n", isCsv: true);
        Assert.Empty(content.Problems);
        Assert.Equal("x", content.Catalog.FindDependency(content.Services()[0], "b").Service!.Namespace);
        Assert.Equal("x", content.Catalog.FindDependency(content.Services()[2], "x/b").Service!.Namespace);
        Assert.Null(content.Catalog.Find("b", null).Service);
        Assert.Null(content.Catalog.Find("b", "z").Service);
        Assert.Equal(2, content.Catalog.Find("b", "z").Others.Count);
    }

    [Fact]
    public void A_name_is_found_as_it_is_and_then_by_its_slug()
    {
        var catalog = CatalogSamples.Read("Service\nCheck Out\n", isCsv: true).Catalog;
        Assert.NotNull(catalog.Find("Check Out", null).Service);
        Assert.NotNull(catalog.Find("check-out", "anywhere").Service);
        Assert.NotNull(catalog.Find("check_out", null).Service);
        Assert.Null(catalog.Find("checkout", null).Service);
        Assert.Null(catalog.Find("", null).Service);
    }

    [Fact]
    public void Components_of_Backstage_become_services_and_libraries_do_not()
    {
        var content = CatalogSamples.Read(CatalogSamples.Backstage, path: "catalog-info.yaml");
        Assert.Empty(content.Problems);
        Assert.Equal(["checkout", "payments", "sessions"], content.Services().Select(s => s.Service));
        Assert.Equal(["shop", null, "platform"], content.Services().Select(s => s.Namespace));
        Assert.Equal(["critical", "1", "tier-2"], content.Services().Select(s => s.Tier));
        Assert.Equal(["team-shop", "team-pay", "jane"], content.Services().Select(s => s.Owner));
        Assert.Equal(["production", "production", "experimental"], content.Services().Select(s => s.Lifecycle));
        Assert.Equal([null, 0.9995m, null], content.Services().Select(s => s.Target));
        var checkout = content.Services()[0];
        Assert.Equal(("catalog-info.yaml", 1), (checkout.Path, checkout.Line));
        Assert.Equal(
            ["payments", "platform/sessions"],
            checkout.DependsOn.Select(d =>
                content.Catalog.FindDependency(checkout, d).Service is { Namespace: { } space } s ? space + "/" + s.Service : d
            )
        );
    }

    [Theory]
    [InlineData("metadata: { name: a, labels: { example.com/service-tier: gold } }\nspec: { type: service }", "gold")]
    [InlineData("metadata: { name: a, annotations: { criticality: high } }\nspec: { type: service }", "high")]
    [InlineData("metadata: { name: a, labels: { tier: b } }\nspec: { type: service, tier: a }", "a")]
    [InlineData("metadata: { name: a, tags: [java, 'tier:critical'] }\nspec: { type: service }", "critical")]
    [InlineData("metadata: { name: a, tags: [tier1] }\nspec: { type: service }", "tier1")]
    [InlineData("metadata: { name: a, tags: [tiered] }\nspec: { type: service }", null)]
    public void The_tier_is_found_where_people_put_it(string entity, string? tier)
    {
        var content = CatalogSamples.Read("apiVersion: backstage.io/v1alpha1\nkind: Component\n" + entity);
        Assert.Empty(content.Problems);
        Assert.Equal(tier, Assert.Single(content.Services()).Tier);
    }

    [Theory]
    [InlineData("kind: Component\nmetadata: { labels: {} }", "info.yaml(3,11): metadata.name: *", 0)]
    [InlineData("kind: Component\nmetadata: { name: [a] }", "info.yaml(3,19): metadata.name: *", 0)]
    [InlineData("kind: Component\nspec: {}", "info.yaml(1,1): metadata: *", 0)]
    [InlineData("kind: Component\nmetadata: { name: a }\nspec: { owner: [x] }", "info.yaml(4,16): spec.owner: *", 1)]
    [InlineData(
        "kind: Component\nmetadata: { name: a }\nspec: { dependsOn: ['component:'] }",
        "info.yaml(4,21): spec.dependsOn[[]0]: 'component:' names no service: The service name is empty. *",
        1
    )]
    [InlineData(
        "kind: Component\nmetadata: { name: a }\nspec: { dependsOn: ['component:x/y/z'] }",
        "info.yaml(4,21): spec.dependsOn[[]0]: 'component:x/y/z' names no service: *",
        1
    )]
    [InlineData(
        "kind: Component\nmetadata: { name: a }\nspec: { dependsOn: [{ a: b }] }",
        "info.yaml(4,21): spec.dependsOn[[]0]: Expected a reference, found a mapping. *",
        1
    )]
    [InlineData(
        "kind: Component\nmetadata: { name: a }\nspec: { dependsOn: ['component:default/gone'] }",
        "info.yaml(4,21): spec.dependsOn[[]0]: 'a' depends on 'default/gone', which is not in the catalog. *",
        1
    )]
    public void What_is_wrong_in_an_entity_is_named_and_the_rest_goes_on(string entity, string expected, int services)
    {
        var good = "---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: good }\n";
        var content = CatalogSamples.Read("apiVersion: backstage.io/v1alpha1\n" + entity + "\n" + good, path: "info.yaml");
        Assert.Equal(services + 1, content.Services().Count);
        Assert.Matches(
            "^"
                + System
                    .Text.RegularExpressions.Regex.Escape(expected.Replace("[[]", "[", StringComparison.Ordinal))
                    .Replace("\\*", ".*", StringComparison.Ordinal)
                + "$",
            Assert.Single(content.Messages())
        );
    }

    [Fact]
    public void A_document_that_is_no_YAML_costs_the_others_nothing()
    {
        const string Entity = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: NAME }\n";
        var content = CatalogSamples.Read(
            Entity.Replace("NAME", "a", StringComparison.Ordinal)
                + "---\nx: [\n---\n"
                + Entity.Replace("NAME", "b", StringComparison.Ordinal),
            path: "info.yaml"
        );
        Assert.Equal(["a", "b"], content.Services().Select(s => s.Service));
        Assert.Equal(7, content.Services()[1].Line);
        Assert.StartsWith("info.yaml(", Assert.Single(content.Messages()), StringComparison.Ordinal);
        Assert.InRange(content.Problems[0].Problem.Line, 4, 7);
    }

    [Fact]
    public void Our_own_list_is_read_with_its_short_form()
    {
        var content = CatalogSamples.Read(CatalogSamples.Own);
        Assert.Empty(content.Problems);
        Assert.Equal(["checkout", "payments", "sessions", "newsletter"], content.Services().Select(s => s.Service));
        Assert.Equal(["payments", "core/sessions"], content.Services()[0].DependsOn);
        Assert.Equal("production", content.Services()[1].Lifecycle);
    }

    [Fact]
    public void A_key_that_our_own_list_does_not_have_is_a_problem_and_the_service_stays()
    {
        var content = CatalogSamples.Read(
            "apiVersion: progressiveslo/v1\nkind: ServiceCatalog\nservices:\n- { name: a, teir: critical }\n- { tier: b }\n- { name: c }\n"
        );
        Assert.Equal(["a", "c"], content.Services().Select(s => s.Service));
        Assert.Contains("Did you mean 'tier'", content.Messages()[0], StringComparison.Ordinal);
        Assert.StartsWith("catalog(5,3): services[1].service: ", content.Messages()[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b\n", "catalog(1,1): The document is not a catalog of services. *")]
    [InlineData("# nothing\n", "catalog: The file is empty; expected a catalog of services. *")]
    public void YAML_that_is_no_catalog_is_a_problem_alone_and_none_in_a_folder(string yaml, string expected)
    {
        Assert.Matches(
            "^" + System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            Assert.Single(CatalogSamples.Read(yaml).Messages())
        );
        Assert.Empty(CatalogSamples.Read(yaml, isOneOfMany: true).Problems);
    }

    [Fact]
    public void Several_files_are_one_catalog()
    {
        var reader = new CatalogReader();
        reader.AddText("Service,DependsOn\nfront,payments\n", "a.csv", isCsv: true);
        reader.AddText(CatalogSamples.Backstage, "b.yaml", isCsv: false);
        reader.AddObject([new("Service", "batch"), new("DependsOn", new object[] { "front", "checkout" }), new("Target", 0.99)]);
        reader.Add(new CatalogService("made") { DependsOn = ["batch"] });
        var content = reader.Complete();
        Assert.Empty(content.Problems);
        Assert.Equal(["front", "checkout", "payments", "sessions", "batch", "made"], content.Services().Select(s => s.Service));
        Assert.Equal(["front", "checkout"], content.Services()[4].DependsOn);
        Assert.Equal(0.99m, content.Services()[4].Target);
        Assert.Equal(("", 0), (content.Services()[4].Path, content.Services()[4].Line));
    }

    [Fact]
    public void Objects_take_the_numbers_of_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var reader = new CatalogReader();
            reader.AddObject([new("service", "a"), new("target", 0.999), new("depends_on", null)]);
            Assert.Equal(0.999m, Assert.Single(reader.Complete().Services()).Target);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_object_that_is_wrong_is_named_by_its_number()
    {
        var reader = new CatalogReader();
        reader.AddObject([new("Service", "a")]);
        reader.AddObject([new("Owner", "ops")]);
        Assert.StartsWith(
            "input(2,1): Service: The service name is empty.",
            Assert.Single(reader.Complete().Messages()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem_and_the_others_go_on()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var good = Path.Combine(folder.FullName, "good.CSV");
            File.WriteAllText(good, "\uFEFFService\na\n", new UTF8Encoding(false));
            var reader = new CatalogReader();
            reader.AddFile(Path.Combine(folder.FullName, "gone.csv"), "gone.csv");
            reader.AddFile(good, "good.CSV");
            var content = reader.Complete();
            Assert.Equal("a", Assert.Single(content.Services()).Service);
            Assert.StartsWith("gone.csv: The file cannot be read", Assert.Single(content.Messages()), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_catalog_that_is_wrong_everywhere_gives_the_first_problems_and_their_number()
    {
        var content = CatalogSamples.Read("Service\n" + string.Concat(Enumerable.Repeat("..\n", 5000)), isCsv: true);
        Assert.Equal(101, content.Problems.Count);
        Assert.Equal("The catalog has 4900 more problems. Fix these first, then read it again.", content.Messages()[100]);
    }
}
