using System.Threading;

namespace ProgressiveSlo.Migration.Prerequisites;

/// <summary>What probes share: how they answer.</summary>
internal abstract class PrerequisiteProbe(string name, string area, bool required = true) : IPrerequisiteProbe
{
    public string Name => name;

    public abstract SloPrerequisite Probe(CancellationToken token);

    private protected SloPrerequisite Pass(string message, string actual = "", string target = "") =>
        Create(PrerequisiteStatus.Pass, message, "") with
        {
            Actual = actual,
            Target = target,
        };

    private protected SloPrerequisite Fail(string message, string guidance, string actual = "", string target = "") =>
        Create(PrerequisiteStatus.Fail, message, guidance) with
        {
            Actual = actual,
            Target = target,
        };

    private protected SloPrerequisite Unknown(string message, string guidance, string actual = "", string target = "") =>
        Create(PrerequisiteStatus.Unknown, message, guidance) with
        {
            Actual = actual,
            Target = target,
        };

    private protected SloPrerequisite Skipped(string why, string guidance) =>
        Create(PrerequisiteStatus.Skipped, "Skipped: " + why, guidance);

    private protected SloPrerequisite SkippedRepository() =>
        Skipped("there is no repository", "Give -RepositoryPath, or go to a folder in it");

    private protected static string Count(int number, string one, string many) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many);

    private SloPrerequisite Create(string status, string message, string guidance) =>
        new()
        {
            Name = name,
            Area = area,
            Required = required,
            Status = status,
            Message = message,
            Guidance = guidance,
        };
}

/// <summary>
/// Looks at one prerequisite. To add one: a class with this interface, and a line in the registry, <c>PrerequisiteProbes</c>.
/// </summary>
public interface IPrerequisiteProbe
{
    /// <summary>Name of the prerequisite.</summary>
    string Name { get; }

    /// <summary>Looks. What is not as it should be is the answer, and no exception.</summary>
    /// <param name="token">Ends the probe at once.</param>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    SloPrerequisite Probe(CancellationToken token);
}
