using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>Items of a service that the catalog does not have, or has in other namespaces only.</summary>
internal sealed class ServiceUnknownCheck : IGapCheck
{
    // Comparing with every name of a large catalog would take longer than all other checks together.
    private const int MostCompared = 2000;

    public string Code => "ServiceUnknown";

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        if (subject is not { Entry: null, Service: { } service, Scope.Catalog: { } catalog })
            yield break;
        var item = subject.Items[0];
        var space = InventoryNamespace.Of(item.Item, item.Query);
        var others = catalog.Find(service, space).Others;
        var name = ServiceName.Printable(service);
        if (others.Count > 0)
        {
            var spaces = string.Join(", ", others.Take(5).Select(o => ServiceName.Printable(o.Namespace ?? "(none)")));
            yield return space is null
                ? new GapRemark(Code, $"The catalog has '{name}' in several namespaces ({spaces}), and {item.Name} names none", item, "Give the rules a label namespace, or select it in the query")
                : new GapRemark(Code, $"The catalog has '{name}' in {spaces}, and {item.Name} is in {ServiceName.Printable(space)}", item, "Correct the namespace in the catalog or in the rules");
            yield break;
        }

        var near = catalog.Services.Count > MostCompared ? null : Spelling.Nearest(service, catalog.Services.Select(s => s.Service));
        yield return new GapRemark(Code, $"{item.Name} is of '{name}', which is not in the catalog", item, near is null ? null : $"Did you mean '{ServiceName.Printable(near)}'? Otherwise add '{name}' to the catalog");
    }
}
