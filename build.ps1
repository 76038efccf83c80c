<#
.SYNOPSIS
Builds, tests and packages ProgressiveSlo. Runs in pwsh and in the project's own shell: slo -File build.ps1
.PARAMETER Task
Build (the default), Test, or Package: the module as nupkg and zip, the slo tool, and SHA-256 checksums, in artifacts/packages.
.PARAMETER Configuration
Release (the default) or Debug.
#>
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

# Only the language, .NET and native commands: the cmdlets of pwsh's own modules are not in every engine that runs this.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$packages = [IO.Path]::Combine($root, 'artifacts', 'packages')
$module = [IO.Path]::Combine($root, 'artifacts', 'module', 'ProgressiveSlo')

function Invoke-Native([string] $Command, [string[]] $Arguments) {
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Command $($Arguments -join ' ') ended with exit code $LASTEXITCODE." }
}

function Invoke-Build {
    Invoke-Native dotnet @('build', [IO.Path]::Combine($root, 'ProgressiveSlo.sln'), '--configuration', $Configuration, '--nologo')
}

# Here the program for .NET Framework runs as it is.
function Invoke-FrameworkTest {
    $built = [IO.Path]::Combine($root, 'tests', 'ProgressiveSlo.Framework', 'bin', $Configuration)
    $folder = [IO.Path]::Combine($root, 'artifacts', 'framework')
    $null = [IO.Directory]::CreateDirectory($folder)
    $record = [IO.Path]::Combine($folder, 'record.txt')
    Invoke-Native dotnet @([IO.Path]::Combine($built, 'net10.0', 'ProgressiveSlo.Framework.dll'), $root, $module, '--record', $record)
    Invoke-Native ([IO.Path]::Combine($built, 'net472', 'ProgressiveSlo.Framework.exe')) @($root, $module, '--compare', $record)
}

function Invoke-PesterTest {
    $suites = [IO.Path]::Combine($root, 'tests', 'Pester')
    Invoke-Native dotnet @('tool', 'restore')
    Invoke-Native dotnet @('msbuild', [IO.Path]::Combine($suites, 'Pester.csproj'), '-restore', '-t:PlacePester', '-nologo')
    foreach ($version in [IO.File]::ReadAllLines([IO.Path]::Combine($root, 'artifacts', 'pester', 'Pester', 'versions.txt'))) {
        Invoke-Native dotnet @('tool', 'run', 'pwsh', '--', '-NoProfile', '-File', [IO.Path]::Combine($suites, 'run.ps1'), '-PesterVersion', $version)
    }
}

function Invoke-Test {
    if ([Environment]::OSVersion.Platform -eq 'Unix') {
        Invoke-Native bash @([IO.Path]::Combine($root, 'tests', 'run.sh'))
        return
    }

    Invoke-Build
    foreach ($project in [IO.Directory]::GetFiles([IO.Path]::Combine($root, 'tests'), '*.Tests.csproj', 'AllDirectories')) {
        Invoke-Native dotnet @('test', '--project', $project, '--configuration', $Configuration, '--no-build')
    }

    Invoke-FrameworkTest
    Invoke-PesterTest
}

# What is compiled ahead of time can differ from what the tests have run: it reads YAML and JSON, and writes both, from its package.
function Test-Tool([string] $Platform) {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'slo-' + [guid]::NewGuid().ToString('N'))
    try {
        [IO.Compression.ZipFile]::ExtractToDirectory([IO.Directory]::GetFiles($packages, "ProgressiveSlo.Shell.$Platform.*.nupkg")[0], $folder)
        $tool = [IO.Directory]::GetFiles($folder, 'slo.dll', 'AllDirectories')[0]
        $examples = [IO.Path]::Combine($root, 'docs', 'examples')
        $script = [IO.Path]::Combine($root, 'tests', 'package.ps1')
        Invoke-Native dotnet @($tool, '-File', $script, '-Examples', $examples)
    }
    finally {
        if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
    }
}

function Invoke-Package {
    Invoke-Build
    if ([IO.Directory]::Exists($packages)) { [IO.Directory]::Delete($packages, $true) }
    $null = [IO.Directory]::CreateDirectory($packages)
    $pack = '--configuration', $Configuration, '--output', $packages, '--nologo'
    Invoke-Native dotnet (@('pack', [IO.Path]::Combine($root, 'src', 'Build', 'ProgressiveSlo.Package')) + $pack)

    # The tool compiled ahead of time for this platform, and a package without for all others.
    $platform = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    Invoke-Native dotnet (@('pack', [IO.Path]::Combine($root, 'src', 'ProgressiveSlo.Shell'), "-p:SloPlatforms=$platform%3Bany") + $pack)

    Test-Tool $platform
    [IO.Compression.ZipFile]::CreateFromDirectory($module, [IO.Path]::Combine($packages, 'ProgressiveSlo.zip'), 'Optimal', $true)
    $files = [IO.Directory]::GetFiles($packages)
    [array]::Sort($files, [StringComparer]::Ordinal)
    $sums = foreach ($file in $files) {
        $hash = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([IO.File]::ReadAllBytes($file)))
        $hash.Replace('-', '').ToLowerInvariant() + '  ' + [IO.Path]::GetFileName($file)
    }

    [IO.File]::WriteAllText([IO.Path]::Combine($packages, 'SHA256SUMS'), ($sums -join "`n") + "`n")
    $sums
}

switch ($Task) {
    'Build' { Invoke-Build }
    'Test' { Invoke-Test }
    'Package' { Invoke-Package }
}
