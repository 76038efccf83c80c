using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>Runs every example of every page as it stands there.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string, int, string> Examples => DocumentedPages.Examples();

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_does_what_its_page_says(string cmdlet, int number, string title)
    {
        var example = DocumentedPages.Of(cmdlet).Examples[number - 1];
        using var engine = Engine.Create();
        ExampleFiles.CopyTo(engine.Folder);
        Enter(engine, engine.Folder);

        var result = engine.Run(example.Code);
        var errors = string.Join('\n', result.Errors.Select(e => e.ToString()));
        if (example.IsError)
        {
            AssertSame(example.Output!, errors, $"{cmdlet}, example {number} ({title}): the error differs.");
            return;
        }
        Assert.True(result.Errors.Count == 0, $"{cmdlet}, example {number} ({title}) fails:\n{errors}");
        if (example.Output is { } output)
            AssertSame(output, result.Text, $"{cmdlet}, example {number} ({title}): the output differs.");
    }

    // The bare engine has no Set-Location.
    private static void Enter(Engine engine, string folder) =>
        Assert.Empty(engine.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", folder)).Errors);

    private static void AssertSame(string expected, string actual, string message) =>
        Assert.True(new ExpectedOutput(expected).Matches(actual), $"{message}\n--- the page says\n{expected}\n--- it is\n{actual}\n---");
}
