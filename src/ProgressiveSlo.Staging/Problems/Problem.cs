using System.Globalization;

namespace ProgressiveSlo.Staging.Problems;

/// <summary>One thing that is wrong, printed in the form that MSBuild and editors turn into a clickable error.</summary>
/// <param name="File">The file, relative to the repository, with forward slashes.</param>
/// <param name="Line">The line, from 1; 0 when the problem is about the file as a whole.</param>
/// <param name="Code">A stable code, such as SLODOC03.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
internal sealed record Problem(string File, int Line, string Code, string Message)
{
    public override string ToString() => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): error {Code}: {Message}")
        : $"{File}: error {Code}: {Message}";
}
