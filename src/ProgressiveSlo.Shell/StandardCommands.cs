using System;
using System.Collections.Frozen;

namespace ProgressiveSlo.Shell;

/// <summary>
/// The commands people know from pwsh that live in Microsoft.PowerShell.Utility and .Management, modules that come with
/// pwsh and not with the engine.
/// </summary>
internal static class StandardCommands
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Add-Content", "Add-Member", "Add-Type", "Clear-Content", "Clear-Item", "Clear-Variable", "Compare-Object",
        "Convert-Path", "ConvertFrom-Csv", "ConvertFrom-Json", "ConvertTo-Csv", "ConvertTo-Html", "ConvertTo-Json",
        "ConvertTo-Xml", "Copy-Item", "Export-Clixml", "Export-Csv", "Format-Custom", "Format-List", "Format-Table",
        "Format-Wide", "Get-Alias", "Get-ChildItem", "Get-Content", "Get-Culture", "Get-Date", "Get-FileHash", "Get-Item",
        "Get-ItemProperty", "Get-Location", "Get-Member", "Get-Process", "Get-Random", "Get-Unique", "Get-Variable",
        "Group-Object", "Import-Clixml", "Import-Csv", "Import-PowerShellDataFile", "Invoke-Expression",
        "Invoke-RestMethod", "Invoke-WebRequest", "Join-Path", "Join-String", "Measure-Command", "Measure-Object",
        "Move-Item", "New-Item", "New-Object", "New-TimeSpan", "New-Variable", "Out-GridView", "Pop-Location",
        "Push-Location", "Read-Host", "Remove-Item", "Remove-Variable", "Rename-Item", "Resolve-Path", "Select-Object",
        "Select-String", "Select-Xml", "Set-Alias", "Set-Content", "Set-Item", "Set-Location", "Set-Variable",
        "Sort-Object", "Split-Path", "Start-Process", "Start-Sleep", "Stop-Process", "Tee-Object", "Test-Json",
        "Test-Path", "Wait-Process", "Write-Debug", "Write-Error", "Write-Host", "Write-Information", "Write-Output",
        "Write-Progress", "Write-Verbose", "Write-Warning",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string commandName) => Names.Contains(commandName);
}
