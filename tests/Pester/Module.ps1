# What every suite needs. Dot-source it in BeforeAll: it imports the staged module and defines a few helpers.
# Runs in PowerShell 7 and in Windows PowerShell 5.1; these files are ASCII, because 5.1 reads others by the system's code page.

$SloRepository = Split-Path (Split-Path $PSScriptRoot -Parent) -Parent
$SloModulePath = $env:PROGRESSIVESLO_MODULE
if (-not $SloModulePath) {
    $SloModulePath = Join-Path (Join-Path (Join-Path $SloRepository 'artifacts') 'module') 'ProgressiveSlo'
}

if (-not (Test-Path -LiteralPath $SloModulePath)) {
    throw "The staged module is not at '$SloModulePath'. Build it first (dotnet build), or set PROGRESSIVESLO_MODULE to its folder."
}

$SloModulePath = (Resolve-Path -LiteralPath $SloModulePath).ProviderPath
# Import-Module takes a path for a pattern, the folder's name may hold [ and ], and only the path of a file can be escaped.
$SloModulePattern = [Management.Automation.WildcardPattern]::Escape((Join-Path $SloModulePath 'ProgressiveSlo.psd1'))
Import-Module $SloModulePattern -ErrorAction Stop

# The evidence of the source design's own example: ready to leave improvement.
$SloGood = @{ availability = 0.9965; latency_p95 = 450; availability_stddev = 0.005; incidents_last_30d = 2 }
$SloBad = @{ availability = 0.98; latency_p95 = 1200; availability_stddev = 0.02; incidents_last_30d = 6 }

# Runs a script block under another culture of the thread.
function Invoke-WithCulture([string] $Name, [scriptblock] $Script) {
    $thread = [System.Threading.Thread]::CurrentThread
    $culture = $thread.CurrentCulture
    $uiCulture = $thread.CurrentUICulture
    try {
        $thread.CurrentCulture = [cultureinfo]::GetCultureInfo($Name)
        $thread.CurrentUICulture = [cultureinfo]::GetCultureInfo($Name)
        & $Script
    }
    finally {
        $thread.CurrentCulture = $culture
        $thread.CurrentUICulture = $uiCulture
    }
}

# The error that ends a script block, or nothing.
function Get-TerminatingError([scriptblock] $Script) {
    try { $null = & $Script }
    catch { $_ }
}

# What Tab offers at the end of a line.
function Get-Completion([string] $Line) {
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }
}

# The bytes of a file, as text that a failed test can print.
function Get-FileBase64([string] $LiteralPath) {
    [Convert]::ToBase64String([IO.File]::ReadAllBytes($LiteralPath))
}

# Text to a file: UTF-8 without a byte order mark, lines that end with LF, in every edition.
function Set-PlainFile([string] $LiteralPath, [string] $Text) {
    [IO.File]::WriteAllText($LiteralPath, $Text.Replace("`r`n", "`n"))
}

# A sound profile of two phases, in a file. Its gate allows one incident.
function New-ProfileFile([string] $LiteralPath, [string] $Name = 'two-phases') {
    Set-PlainFile $LiteralPath @"
apiVersion: progressiveslo/v1
kind: PhaseProfile
name: $Name
description: Two phases
gate: { incidentsLast30dMax: 1 }
phases:
- { name: first, description: First, durationDays: 10, targets: { availability: 0.9, latencyP95Milliseconds: 900, latencyP99Milliseconds: 1900 } }
- { name: second, description: Second, targets: { availability: 0.95, latencyP95Milliseconds: 800, latencyP99Milliseconds: 1800 } }
"@
}

# Runs a script file in a fresh process of this PowerShell. Gives ExitCode, Output (lines), and Error: one line of text,
# because the views of errors wrap differently everywhere.
function Invoke-ScriptProcess([string] $Script, [string[]] $Argument = @(), [hashtable] $Environment = @{}) {
    $file = Join-Path $TestDrive ([guid]::NewGuid().ToString('N') + '.ps1')
    [IO.File]::WriteAllText($file, $Script)
    Invoke-FileProcess $file $Argument $Environment
}

function Invoke-FileProcess([string] $File, [string[]] $Argument = @(), [hashtable] $Environment = @{}) {
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = (Get-Process -Id $PID).Path
    # PowerShell installed as a .NET tool runs inside dotnet, which has to be told what to run.
    $itself = if ((Split-Path $start.FileName -Leaf) -match '^dotnet(\.exe)?$') { Join-Path $PSHOME 'pwsh.dll' }
    $start.Arguments = ((@($itself | Where-Object { $_ }) + @('-NoProfile', '-NonInteractive', '-File', $File) + $Argument) | ForEach-Object { '"' + $_ + '"' }) -join ' '
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.WorkingDirectory = "$TestDrive"
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.EnvironmentVariables['NO_COLOR'] = '1'
    $start.EnvironmentVariables['PROGRESSIVESLO_MODULE'] = $SloModulePattern
    $start.EnvironmentVariables['SLO_MODULE_FOLDER'] = $SloModulePath
    foreach ($name in $Environment.Keys) { $start.EnvironmentVariables[$name] = $Environment[$name] }
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        $process.StandardInput.Close()
        $output = $process.StandardOutput.ReadToEndAsync()
        $problems = $process.StandardError.ReadToEndAsync()
        $process.WaitForExit()
        [pscustomobject]@{
            ExitCode = $process.ExitCode
            Output   = @($output.Result -split '\r?\n' | Where-Object { $_ })
            Error    = ($problems.Result -replace '\s*\r?\n\s*\|?\s*', ' ').Trim()
        }
    }
    finally {
        $process.Dispose()
    }
}
