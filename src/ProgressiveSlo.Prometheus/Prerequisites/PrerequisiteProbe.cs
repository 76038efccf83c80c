using System.Globalization;
using System.Threading;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>What probes share: how they answer.</summary>
internal abstract class PrerequisiteProbe(string name, string area, bool required = true) : IPrerequisiteProbe
{
    public string Name => name;

    public abstract SloPrerequisite Probe(CancellationToken token);

    private protected SloPrerequisite Pass(string message, string actual = "", string target = "") => Make(PrerequisiteStatus.Pass, message, "") with { Actual = actual, Target = target };

    private protected SloPrerequisite Fail(string message, string guidance, string actual = "", string target = "") => Make(PrerequisiteStatus.Fail, message, guidance) with { Actual = actual, Target = target };

    private protected SloPrerequisite Unknown(string message, string guidance, string actual = "", string target = "") => Make(PrerequisiteStatus.Unknown, message, guidance) with { Actual = actual, Target = target };

    private protected SloPrerequisite Skipped(string why, string guidance) => Make(PrerequisiteStatus.Skipped, "Skipped: " + why, guidance);

    private protected SloPrerequisite SkippedRepository() => Skipped("there is no repository", "Give -RepositoryPath, or go to a folder in it");

    private protected static string Count(int number, string one, string many) => number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many);

    private SloPrerequisite Make(string status, string message, string guidance) => new() { Name = name, Area = area, Required = required, Status = status, Message = message, Guidance = guidance };
}
