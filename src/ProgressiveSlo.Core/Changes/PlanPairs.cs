using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The plans of one side by what they are about: namespace and service, letter by letter. The name of the file is none of that.
/// </summary>
internal sealed class PlanPairs
{
    private static readonly PlanFile[] _none = [];

    private readonly Dictionary<(string Namespace, string Service), PlanFile[]> _files;

    public PlanPairs(SourceSide side) =>
        _files = side
            .Plans.Where(f => f.Plan is not null)
            .GroupBy(f => Identity(f.Plan!))
            .ToDictionary(g => g.Key, g => g.OrderBy(f => f.Entry.Path, StringComparer.Ordinal).ToArray());

    /// <summary>The files of a plan, in the order of their names; more than one is a mistake.</summary>
    public PlanFile[] Find((string Namespace, string Service) identity) => _files.TryGetValue(identity, out var files) ? files : _none;

    /// <summary>All plans, in the order of their files.</summary>
    public IEnumerable<(string Namespace, string Service)> Identities =>
        _files.OrderBy(f => f.Value[0].Entry.Path, StringComparer.Ordinal).Select(f => f.Key);

    /// <summary>What a plan is about.</summary>
    public static (string Namespace, string Service) Identity(SloPlan plan) => (plan.Namespace, plan.Service);

    /// <summary>
    /// The file that stands for a plan on the target branch. Of several it is the one whose plan has come least far, so that a second file
    /// opens no gate; unless the branch has one of them as it is.
    /// </summary>
    public PlanFile? Standing((string Namespace, string Service) identity, PlanFile? now)
    {
        var files = Find(identity);
        return files.FirstOrDefault(f => f.Entry.ContentId == now?.Entry.ContentId)
            ?? files.OrderBy(f => f.Plan!.Find(f.Plan.CurrentPhase)!.Order).FirstOrDefault();
    }
}
