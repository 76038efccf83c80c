namespace ProgressiveSlo.Shell.Tests.Support;

/// <summary>Script text that several tests need.</summary>
internal static class Scripts
{
    public const string Complain = """
        function Complain { [CmdletBinding()] param([string]$Text = 'complaint')
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($Text), 'Id', 'NotSpecified', $null)) }

        """;

    public const string Talk = """
        function Talk { [CmdletBinding()] param()
            $progress = [System.Management.Automation.ProgressRecord]::new(1, 'Counting', 'halfway'); $progress.PercentComplete = 50
            $PSCmdlet.WriteProgress($progress)
            'result'
            $PSCmdlet.WriteWarning('a warning'); $PSCmdlet.WriteVerbose('a detail'); $PSCmdlet.WriteDebug('a trace')
            $Host.UI.WriteLine('a host line') }

        """;
}
