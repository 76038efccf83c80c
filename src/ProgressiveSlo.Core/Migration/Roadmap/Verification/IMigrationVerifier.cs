namespace ProgressiveSlo.Migration;

/// <summary>Decides steps by evidence. To add a verifier: a class with this interface, a line in <see cref="MigrationVerifiers"/>, and its name in a checklist.</summary>
public interface IMigrationVerifier
{
    /// <summary>Its name, as checklists write it.</summary>
    string Name { get; }

    /// <summary>Judges a step.</summary>
    /// <param name="subject">The step and the evidence.</param>
    MigrationCheck Verify(VerificationSubject subject);
}
