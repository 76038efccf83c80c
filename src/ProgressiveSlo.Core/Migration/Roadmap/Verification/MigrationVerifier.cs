using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Migration;

/// <summary>What verifiers share: how they answer.</summary>
public abstract class MigrationVerifier : IMigrationVerifier
{
    private const int Most = 5;

    private protected MigrationVerifier()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract MigrationCheck Verify(VerificationSubject subject);

    private protected MigrationCheck Pass(string message) => new(Name, CheckStatus.Pass, message);

    private protected MigrationCheck Fail(string message, string guidance) => new(Name, CheckStatus.Fail, message) { Guidance = guidance };

    private protected MigrationCheck Unknown(string message, string guidance) => new(Name, CheckStatus.Unknown, message) { Guidance = guidance };

    /// <summary>Passes when no problem was found; otherwise fails with the first ones.</summary>
    private protected MigrationCheck Judge(IReadOnlyCollection<string> problems, string good, string guidance) => problems.Count == 0
        ? Pass(good)
        : Fail(string.Join("; ", problems.Take(Most)) + (problems.Count > Most ? $"; and {Number(problems.Count - Most)} more" : ""), guidance);

    private protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private protected static string Services(int count) => count == 1 ? "1 service" : Number(count) + " services";

    private protected static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Most).Select(ServiceName.Printable)) + (names.Count > Most ? $" and {Number(names.Count - Most)} more" : "");
}
