using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>The user's own map of services.</summary>
public sealed class ServiceMapFileTests
{
    private const string Head = "apiVersion: progressiveslo/v1\nkind: ServiceMap\n";

    [Theory]
    [InlineData("{service: shop, owner: money, name: 'CheckoutE*'}", "shop")]
    [InlineData("{service: shop, group: check???}", "shop")]
    [InlineData("{service: shop, path: '*/rules.yaml'}", "shop")]
    [InlineData("{service: shop, labels: {job: check*}}", "shop")]
    [InlineData("{service: shop, labels: {job: check*, team: other}}", "checkout")]
    [InlineData("{service: shop, group: search}", "checkout")]
    [InlineData("{service: shop}", "shop")]
    public void The_first_entry_that_fits_names_the_service(string entry, string service)
    {
        var reader = new InventoryReader(
            ServiceMapFile.Read(Head + "services:\n  - {service: none, name: nothing}\n  - " + entry, "map.yaml")
        );
        reader.ReadText(Inventories.Rules, "slo/rules.yaml");
        Assert.Equal(service, Inventories.Complete(reader).Items.Single().Service);
    }

    [Theory]
    [InlineData("services:\n  - {name: a}", "services[0].service", 4)]
    [InlineData("services:\n  - {service: ../x}", "services[0].service", 4)]
    [InlineData("services:\n  - {service: a, lables: {x: y}}", "services[0].lables", 4)]
    [InlineData("services:\n  - {service: a, labels: {x: [y]}}", "services[0].labels.x", 4)]
    [InlineData("services: a", "services", 3)]
    [InlineData("service: []", "services", 1)]
    public void A_mistake_is_named_with_field_line_and_mend(string text, string field, int line)
    {
        var problems = Assert.Throws<SloDocumentException>(() => ServiceMapFile.Read(Head + text, "map.yaml")).Problems;
        var problem = problems.First(p => p.Problem.Field == field);
        Assert.Equal(("map.yaml", line), (problem.Path, problem.Line));
        Assert.NotEmpty(problem.Problem.Fix);
    }

    [Fact]
    public void Another_kind_of_file_is_refused() =>
        Assert.Contains(
            "ServiceMap",
            Assert
                .Throws<SloDocumentException>(() => ServiceMapFile.Read("apiVersion: progressiveslo/v1\nkind: LintSettings\n", "map.yaml"))
                .Message
        );
}
