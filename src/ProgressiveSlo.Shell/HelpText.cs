namespace ProgressiveSlo.Shell;

internal static class HelpText
{
    public const string Text = """
        slo - the PowerShell engine with the ProgressiveSlo module loaded

        Usage:
          slo "<pipeline>"                      run a pipeline (several words are joined by spaces)
          slo -Command <pipeline>               the same
          slo -File <script.ps1> [arguments]    run a script: -Name value, -Switch, -Flag:$true, plain values
          <script> | slo   or   slo -           run a script from standard input
          <lines> | slo "$input | <pipeline>"   piped lines arrive in $input
          slo                                   a prompt, when started at a terminal

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
}
