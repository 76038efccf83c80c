using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Whether there is a definition for each service.</summary>
public sealed class ServicesDefinedVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "ServicesDefined";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Definitions is not { } definitions)
            return Unknown("There are no manifests to look at", "Give -ManifestPath with the folder of manifests");
        var services = subject.Services;
        var missing = services.Where(s => definitions.All(d => !VerificationSubject.Same(d.Definition.Service, s))).ToArray();
        return missing.Length == 0
            ? Pass($"There are definitions for {Services(services.Count)}")
            : Fail($"There is no definition for {List(missing)}", "Write them with New-SloPlan and Export-SloManifest, or by hand");
    }
}
