using System;
using System.Linq;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration;

/// <summary>Whether the definitions of the services have no error. A file that cannot be read counts for everyone: nobody knows whose it is.</summary>
public sealed class DefinitionsValidVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "DefinitionsValid";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence is not { Definitions: { } definitions, Findings: { } findings })
            return Unknown("There are no manifests to check", "Give -ManifestPath with the folder of manifests");
        var services = subject.Services;
        var own = definitions.Select(d => d.Definition).Where(d => services.Any(s => VerificationSubject.Same(d.Service, s))).ToArray();
        var missing = services.Where(s => own.All(d => !VerificationSubject.Same(d.Service, s))).ToArray();
        if (missing.Length > 0)
            return Fail($"There is no definition for {List(missing)}", "Write them with New-SloPlan and Export-SloManifest, or by hand");

        // A finding without a service stands for those of its file; one in a file without any definition stands for all.
        bool IsOwn(SloFinding finding) => finding.Service is { } service
            ? services.Any(s => VerificationSubject.Same(service, s))
            : own.Any(d => d.Source?.Path == finding.Path) || definitions.All(d => d.Definition.Source?.Path != finding.Path);

        var errors = findings.Where(f => f.Severity == FindingSeverity.Error && IsOwn(f)).Select(f => f.ToString().TrimEnd('.')).ToArray();
        return Judge(errors, $"{(own.Length == 1 ? "1 definition" : Number(own.Length) + " definitions")} of {Services(services.Count)} without an error", "Mend them: Test-SloManifest lists all findings with guidance");
    }
}
