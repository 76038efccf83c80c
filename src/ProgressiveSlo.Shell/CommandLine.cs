namespace ProgressiveSlo.Shell;

internal enum ShellMode
{
    Interactive,
    Command,
    File,
    StandardInput,
    Help,
    Version,
    Invalid,
}

/// <summary>What the process was asked to do. Option names are those of pwsh, so a call can move between the two.</summary>
internal sealed record CommandLine(ShellMode Mode)
{
    public const string Help = """
        slo - PowerShell scripts with the ProgressiveSlo module loaded

        Usage:
          slo "<pipeline>"                      run a pipeline (several words are joined by spaces)
          slo -Command <pipeline>               the same
          slo -File <script.ps1> [arguments]    run a script: -Name value, -Switch, -Flag:$true, plain values
          <script> | slo   or   slo -           run a script from standard input
          <lines> | slo "$input | <pipeline>"   piped lines arrive in $input
          slo                                   the prompt of PowerShell, when started at a terminal

        Options:
          -NonInteractive    never ask; what would be asked is an error
          -h, --help         this text
          --version          the version
          -NoProfile, -NoLogo   accepted for the sake of pwsh command lines, and always true

        Results go to standard output; errors, warnings and progress to standard error.
        Without a terminal, and with NO_COLOR set, text is plain. Tables are then 120 columns wide;
        the environment variable COLUMNS changes that.

        Exit codes:
          0     success
          1     an error was shown, or the last statement was a native command that failed
          n     the script's own 'exit n'
          130   stopped with Ctrl-C      143   stopped with SIGTERM
          141   the reader of the output went away (as in: slo ... | head -1)

        Examples:
          slo "New-SloPlan api-service"
          slo "New-SloPlan api-service | ConvertTo-SloReport"
          slo "Get-Help New-SloPlan -Full"
          slo -File gate.ps1 -Service api-service

        """;

    /// <summary>The script text of <see cref="ShellMode.Command"/>.</summary>
    public string Script { get; private init; } = "";

    /// <summary>The script file of <see cref="ShellMode.File"/>.</summary>
    public string File { get; private init; } = "";

    public IReadOnlyList<string> FileArguments { get; private init; } = [];

    /// <summary>Never ask, even when a person could answer.</summary>
    public bool NonInteractive { get; private init; }

    /// <summary>What is wrong, for <see cref="ShellMode.Invalid"/>.</summary>
    public string Problem { get; private init; } = "";

    public static CommandLine Parse(IReadOnlyList<string> arguments, bool inputIsRedirected)
    {
        var nonInteractive = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "-")
            {
                return i == arguments.Count - 1
                    ? new CommandLine(ShellMode.StandardInput) { NonInteractive = nonInteractive }
                    : Invalid("'-' reads the script from standard input and takes no further arguments.");
            }

            if (argument == "--")
                return ForCommand(arguments.Skip(i + 1), nonInteractive);

            if (argument.Length == 0 || argument[0] != '-')
                return IsScriptFile(argument)
                    ? ForFile(argument, arguments.Skip(i + 1), nonInteractive)
                    : ForCommand(arguments.Skip(i), nonInteractive);

            switch (OptionName(argument))
            {
                case "help" or "h" or "?":
                    return new CommandLine(ShellMode.Help);
                case "version" or "v":
                    return new CommandLine(ShellMode.Version);
                case "command" or "c":
                    return arguments.Skip(i + 1).SequenceEqual(["-"])
                        ? new CommandLine(ShellMode.StandardInput) { NonInteractive = nonInteractive }
                        : ForCommand(arguments.Skip(i + 1), nonInteractive);
                case "file" or "f":
                    return i + 1 < arguments.Count
                        ? ForFile(arguments[i + 1], arguments.Skip(i + 2), nonInteractive)
                        : Invalid("-File needs the path of a script.");
                case "noninteractive":
                    nonInteractive = true;
                    break;
                case "noprofile" or "nologo":
                    // True of slo anyway; accepted so that a pwsh command line works unchanged.
                    break;
                default:
                    return Invalid($"Unknown option '{argument}'.");
            }
        }

        return new CommandLine(inputIsRedirected ? ShellMode.StandardInput : ShellMode.Interactive) { NonInteractive = nonInteractive };
    }

    private static string OptionName(string argument) => argument.TrimStart('-').ToLowerInvariant();

    private static bool IsScriptFile(string argument) =>
        argument.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) && System.IO.File.Exists(argument);

    private static CommandLine ForFile(string path, IEnumerable<string> arguments, bool nonInteractive) =>
        path == "-"
            ? new CommandLine(ShellMode.StandardInput) { NonInteractive = nonInteractive }
            : new CommandLine(ShellMode.File)
            {
                File = path,
                FileArguments = [.. arguments],
                NonInteractive = nonInteractive,
            };

    private static CommandLine ForCommand(IEnumerable<string> words, bool nonInteractive)
    {
        // Joined by spaces, as pwsh -Command does: quotes that the calling shell removed are gone.
        var script = string.Join(' ', words);
        return string.IsNullOrWhiteSpace(script)
            ? Invalid("There is no command to run.")
            : new CommandLine(ShellMode.Command) { Script = script, NonInteractive = nonInteractive };
    }

    private static CommandLine Invalid(string problem) => new(ShellMode.Invalid) { Problem = problem };
}
