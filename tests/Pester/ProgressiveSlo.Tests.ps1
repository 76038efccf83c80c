BeforeDiscovery {
    $commands = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'commands.txt')
}

Describe 'ProgressiveSlo' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $commands = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'commands.txt')
        $manifest = $SloModulePattern
    }

    Context 'the manifest' {
        It 'passes Test-ModuleManifest for both editions' {
            # PowerShell itself takes the files that a manifest names for patterns, so the check needs a folder without [ and ].
            Copy-Item -LiteralPath $SloModulePath -Destination (Join-Path $TestDrive 'ProgressiveSlo') -Recurse
            $copy = Join-Path (Join-Path $TestDrive 'ProgressiveSlo') 'ProgressiveSlo.psd1'
            $module = Test-ModuleManifest $copy -ErrorAction Stop -WarningAction Stop
            $module.Name | Should -Be 'ProgressiveSlo'
            $module.CompatiblePSEditions | Sort-Object | Should -Be @('Core', 'Desktop')
            $module.PowerShellVersion | Should -Be '5.1'
            $module.Description | Should -Not -BeNullOrEmpty
            $module.Author | Should -Not -BeNullOrEmpty
            $module.PrivateData.PSData.Tags | Should -Contain 'SLO'
        }

        It 'exports exactly the cmdlets, by name' {
            $data = Import-PowerShellDataFile $manifest
            $data.CmdletsToExport | Sort-Object | Should -Be $commands
            @($data.FunctionsToExport).Count | Should -Be 0
            @($data.AliasesToExport).Count | Should -Be 0
            @($data.VariablesToExport).Count | Should -Be 0
        }

        It 'has a version that the module has, too' {
            (Get-Module ProgressiveSlo).Version | Should -Be ([version](Import-PowerShellDataFile $manifest).ModuleVersion)
        }
    }

    Context 'the imported module' {
        It 'has the cmdlets and nothing else' {
            $module = Get-Module ProgressiveSlo
            $module.ExportedCommands.Keys | Sort-Object | Should -Be $commands
            $module.ExportedCmdlets.Count | Should -Be $commands.Count
            $module.ExportedFunctions.Count | Should -Be 0
            $module.ExportedAliases.Count | Should -Be 0
            $module.ExportedVariables.Count | Should -Be 0
        }

        It 'uses approved verbs, the prefix and singular nouns' {
            $verbs = (Get-Verb).Verb
            foreach ($command in Get-Command -Module ProgressiveSlo) {
                $verbs | Should -Contain $command.Verb
                $command.Noun | Should -MatchExactly '^Slo[A-Z]\w*([^s]|ss)$'
            }
        }

        It 'is imported without a word' {
            $result = Invoke-ScriptProcess 'Import-Module $env:PROGRESSIVESLO_MODULE -WarningAction Stop 3>&1 4>&1 6>&1; "errors: $($Error.Count)"'
            $result.Output | Should -Be 'errors: 0'
            $result.Error | Should -BeNullOrEmpty
            $result.ExitCode | Should -Be 0
        }

        It 'can be imported again, removed, and imported' {
            $result = Invoke-ScriptProcess @'
$ErrorActionPreference = 'Stop'
function Use-Module { (New-SloPlan a -StartDate 2026-01-05 | Export-SloPlan again.yaml -Force -PassThru | Import-SloPlan | ConvertTo-SloReport -Format Json | ConvertFrom-Json).Service; New-SloPlan a | Out-String | Select-String -Quiet 'Current phase' }
Import-Module $env:PROGRESSIVESLO_MODULE
Use-Module
Import-Module $env:PROGRESSIVESLO_MODULE -Force
Use-Module
Remove-Module ProgressiveSlo
"left: $(@(Get-Command *-Slo* -CommandType Cmdlet -ListImported).Count)"
Import-Module $env:PROGRESSIVESLO_MODULE
Use-Module
'@
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be @('a', 'True', 'a', 'True', 'left: 0', 'a', 'True')
            $result.ExitCode | Should -Be 0
        }

        It 'loads by itself from the module path' {
            $result = Invoke-ScriptProcess -Environment @{ PSModulePath = (Split-Path $SloModulePath -Parent) + [IO.Path]::PathSeparator + $env:PSModulePath } '(New-SloPlan a).Service'
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be 'a'
        }

        It 'has help with syntax and examples for <_>' -ForEach $commands {
            $help = Get-Help $_ -Full
            $help.Synopsis | Should -Not -Match '^\s*$|^\s*[A-Z]\w+-\w+ \['
            @($help.syntax.syntaxItem).Count | Should -BeGreaterThan 0
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        }

        It 'has an about page' {
            Get-Help about_ProgressiveSlo -ErrorAction Stop | Out-String | Should -Match 'New-SloPlan'
        }
    }

    Context 'JSON of every public type' {
        It 'has <what> without cycles and warnings' -ForEach @(
            @{ What = 'plans'; Make = { New-SloPlan api -Tier critical -Owner a }; Has = 'Service', 'Phases', 'History' }
            @{ What = 'planned phases'; Make = { (New-SloPlan api).Phases[2] }; Has = 'Service', 'Targets', 'Definition' }
            @{ What = 'phases'; Make = { Get-SloPhase baseline }; Has = 'Name', 'Targets', 'Alerting' }
            @{ What = 'profiles'; Make = { Get-SloPhaseProfile default }; Has = 'Name', 'Phases', 'Gate' }
            @{ What = 'definitions'; Make = { (New-SloPlan api).Phases[2].Definition }; Has = 'Name', 'Indicator', 'Target', 'Window', 'Alerting', 'Labels', 'Annotations' }
            @{ What = 'alerts'; Make = { (Get-SloPhase excellence).Alerting[0] }; Has = 'Severity', 'LongWindow', 'ShortWindow', 'BurnRate' }
            @{ What = 'criteria'; Make = { (Get-SloPhase excellence).SuccessCriteria[0] }; Has = 'Text', 'Completed', 'Note', 'By', 'At' }
            @{ What = 'targets'; Make = { (Get-SloPhase excellence).Targets }; Has = 'Availability', 'LatencyP95Milliseconds', 'LatencyP99Milliseconds' }
            @{ What = 'indicators'; Make = { (New-SloPlan api).Phases[0].Definition.Indicator }; Has = 'Type', 'Good', 'Total' }
            @{ What = 'readiness results'; Make = { Test-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 1200 } }; Has = 'Ready', 'Verdict', 'Checks', 'Issues', 'Advice' }
            @{ What = 'checks'; Make = { (Test-SloPhaseReadiness improvement @{ availability = 0.98; latency_p95 = 1200 }).Checks[0] }; Has = 'Name', 'Status', 'Actual', 'Target', 'Unit', 'Message' }
            @{ What = 'evidence'; Make = { New-Object ProgressiveSlo.Evidence.SloEvidence }; Has = 'Service', 'From', 'To', 'Availability', 'LatencyP95', 'LatencyP99', 'AvailabilityStdDev', 'IncidentsLast30d', 'GoodEvents', 'TotalEvents', 'Coverage' }
        ) {
            $json = & $Make | ConvertTo-Json -Depth 8 -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Stop
            $warnings.Count | Should -Be 0
            $names = ($json | ConvertFrom-Json).PSObject.Properties.Name
            foreach ($name in $Has) { $names | Should -Contain $name }
            $json | Should -Not -Match '"ProgressiveSlo\.'
        }
    }

    Context 'the story of a catalog' {
        It 'takes docs/examples/services.csv to plan files and back' {
            $csv = [Management.Automation.WildcardPattern]::Escape((Join-Path (Join-Path (Join-Path $SloRepository 'docs') 'examples') 'services.csv'))
            $rows = @(Import-Csv $csv -Encoding UTF8)
            $rows[0].PSObject.Properties.Name | Should -Be @('Service', 'Namespace', 'Tier', 'Owner')
            $folder = Join-Path $TestDrive 'catalog'
            $files = @($rows | New-SloPlan -StartDate 2026-01-05 -ErrorVariable problems -ErrorAction SilentlyContinue | Export-SloPlan $folder -PassThru)

            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidService,*'
            $good = @($rows | Where-Object Service -NE $problems[0].TargetObject)
            $good.Count | Should -Be ($rows.Count - 1)
            $good.Count | Should -BeGreaterOrEqual 5
            $files.Count | Should -Be $good.Count
            @(Get-ChildItem $folder -Force).Count | Should -Be $good.Count

            $plans = Get-ChildItem $folder | Import-SloPlan -ErrorAction Stop
            $wanted = $good | Sort-Object Service | ForEach-Object { "$($_.Service)|$($_.Namespace)|$($_.Tier)|$($_.Owner)" }
            ($plans | Sort-Object Service | ForEach-Object { "$($_.Service)|$($_.Namespace)|$($_.Tier)|$($_.Owner)" }) | Should -Be $wanted

            $phases = @(Import-SloPlan $folder | Get-SloPhase -Current -At 2026-05-01)
            $phases.Count | Should -Be $good.Count
            $phases.Name | Select-Object -Unique | Should -Be 'production_ready'
            $tiers = $plans | Group-Object Tier | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Count)" }
            $tiers | Should -Be ($good | Group-Object Tier | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Count)" })

            $report = Join-Path $TestDrive 'fleet.json'
            $plans | Export-SloReport $report -Format Json
            @(Get-Content -LiteralPath $report -Raw -Encoding UTF8 | ConvertFrom-Json | ForEach-Object { $_ }).Count | Should -Be $good.Count
        }
    }

    Context 'the story of a gate' -Tag Slow {
        BeforeAll {
            $gate = @'
param($Evidence)
$ErrorActionPreference = 'Stop'
Import-Module $env:PROGRESSIVESLO_MODULE
$plans = Import-SloPlan (Join-Path $PSScriptRoot 'gate-plans')
Import-Csv (Join-Path $PSScriptRoot $Evidence) | Assert-SloPhaseReadiness -Plan $plans -AllowEstimate
foreach ($plan in $plans) {
    $file = Join-Path $PSScriptRoot "$($plan.Service).slo.yaml"
    $plan | Get-SloPhase -Next | ConvertTo-SloManifest | Set-Content $file
    "promoted $($plan.Service)"
}
'@
            'checkout', 'search' | New-SloPlan -StartDate 2026-01-05 | Export-SloPlan (Join-Path $TestDrive 'gate-plans')
            $script = Join-Path $TestDrive 'gate.ps1'
            Set-PlainFile $script $gate
            Set-PlainFile (Join-Path $TestDrive 'good.csv') "Service,Availability,LatencyP95`ncheckout,0.995,100`nsearch,0.99,2000"
            Set-PlainFile (Join-Path $TestDrive 'bad.csv') "Service,Availability,LatencyP95`ncheckout,0.995,100`nsearch,0.9899,2000"
            Set-PlainFile (Join-Path $TestDrive 'empty.csv') 'Service,Availability,LatencyP95'
        }

        BeforeEach {
            Remove-Item (Join-Path $TestDrive '*.slo.yaml')
        }

        It 'promotes every service when all are ready' {
            $result = Invoke-FileProcess $script @('good.csv')
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be @('promoted checkout', 'promoted search')
            $result.ExitCode | Should -Be 0
            Get-Content (Join-Path $TestDrive 'search.slo.yaml') | Should -Contain '    target: 0.995'
        }

        It 'promotes nothing for <evidence>' -ForEach @(
            @{ Evidence = 'bad.csv'; Message = 'search: not ready to leave phase baseline: Availability 98.99% below target 99.00%' }
            @{ Evidence = 'empty.csv'; Message = 'No evidence was given' }
            @{ Evidence = 'none.csv'; Message = 'none.csv' }
        ) {
            $result = Invoke-FileProcess $script @($Evidence)
            $result.ExitCode | Should -Be 1
            $result.Output | Should -BeNullOrEmpty
            $result.Error.Contains($Message) | Should -BeTrue -Because $result.Error
            Get-ChildItem $TestDrive -Filter *.slo.yaml | Should -BeNullOrEmpty
        }
    }

    Context 'another module with another YamlDotNet' -Tag Slow {
        BeforeAll {
            $bin = Join-Path (Join-Path (Join-Path $SloRepository 'tests') 'ProgressiveSlo.OtherYaml') 'bin'
            $otherYaml = 'Release', 'Debug' | ForEach-Object { Join-Path (Join-Path (Join-Path $bin $_) 'netstandard2.0') 'OtherYaml.psd1' } | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
            if (-not $otherYaml) { throw "The module OtherYaml is not built below '$bin'. Build the solution first (dotnet build)." }
            $environment = @{ OTHERYAML_MODULE = [Management.Automation.WildcardPattern]::Escape($otherYaml) }

            # What both modules do; each line of output is compared.
            $steps = @'
$ErrorActionPreference = 'Stop'
function Use-Ours {
    $file = New-SloPlan 'a b' -StartDate 2026-01-05 | Export-SloPlan isolation.yaml -Force -PassThru
    $plan = $file | Import-SloPlan
    "ours: $($plan.Service) $($plan.Phases.Count) $($plan.Phases[3].Targets.Availability)"
    $manifest = $plan | Get-SloPhase -Current | ConvertTo-SloManifest
    "ours: $(($manifest -split "`n")[1])"
    "ours: $((($plan | ConvertTo-SloReport -Format Json) | ConvertFrom-Json).Service)"
    [IO.File]::WriteAllText($file.FullName, "kind: SloPlan`nkind: x`n")
    $null = Import-SloPlan isolation.yaml -ErrorVariable problems -ErrorAction SilentlyContinue
    "ours: $(([string]$problems[0]) -replace '^.*isolation', 'isolation')"
}
function Use-Theirs { "theirs: $(Get-OtherYaml 'a: [1, 2]')" }
'@
            $ours = @(
                'ours: a b 4 0.9995'
                'ours: apiVersion: slo.dev/v1'
                'ours: a b'
                'ours: isolation.yaml(2,1): The key ''kind'' is duplicated. Keep one of them.'
            )
            $theirs = 'theirs: 16 { { a, [ 1, 2 ] } }'

            # What ours alone says, so that the comparison is with the same build.
            $alone = Invoke-ScriptProcess "$steps`nImport-Module `$env:PROGRESSIVESLO_MODULE`nUse-Ours"
            $theirsAlone = Invoke-ScriptProcess "$steps`nImport-Module `$env:OTHERYAML_MODULE`nUse-Theirs" -Environment $environment
        }

        It 'works alone' {
            $alone.Error | Should -BeNullOrEmpty
            $alone.Output | Should -Be $ours
            $theirsAlone.Error | Should -BeNullOrEmpty
            $theirsAlone.Output | Should -Be $theirs
        }

        It '<what>: both keep working exactly' -ForEach @(
            @{ What = 'the other is loaded and used first'; Body = 'Import-Module $env:OTHERYAML_MODULE; Use-Theirs; Import-Module $env:PROGRESSIVESLO_MODULE; Use-Ours; Use-Theirs'; Order = 'TOT' }
            @{ What = 'ours is loaded and used first'; Body = 'Import-Module $env:PROGRESSIVESLO_MODULE; Use-Ours; Import-Module $env:OTHERYAML_MODULE; Use-Theirs; Use-Ours'; Order = 'OTO' }
            @{ What = 'both are loaded before either is used'; Body = 'Import-Module $env:PROGRESSIVESLO_MODULE, $env:OTHERYAML_MODULE; Use-Theirs; Use-Ours; Use-Theirs'; Order = 'TOT' }
            @{ What = 'ours is imported again in between'; Body = 'Import-Module $env:OTHERYAML_MODULE; Use-Theirs; Import-Module $env:PROGRESSIVESLO_MODULE; Use-Ours; Import-Module $env:PROGRESSIVESLO_MODULE -Force; Use-Ours; Use-Theirs'; Order = 'TOOT' }
        ) {
            $result = Invoke-ScriptProcess "$steps`n$Body" -Environment $environment
            $result.Error | Should -BeNullOrEmpty
            $wanted = foreach ($letter in $Order.ToCharArray()) { if ($letter -eq 'O') { $ours } else { $theirs } }
            $result.Output | Should -Be $wanted
            $result.ExitCode | Should -Be 0
        }

        It 'reads our manifests and plan files with that other YamlDotNet' {
            $result = Invoke-ScriptProcess -Environment $environment @'
Import-Module $env:OTHERYAML_MODULE, $env:PROGRESSIVESLO_MODULE
$name = 'gr' + [char]0xF6 + [char]0xDF + 'e: x'
(Get-OtherYaml (New-SloPlan a -Namespace $name | Get-SloPhase -Current | ConvertTo-SloManifest)).Contains("{ namespace, $name }")
$file = New-SloPlan a -Owner $name -StartDate 2026-01-05 | Export-SloPlan other.yaml -Force -PassThru
(Get-OtherYaml ([IO.File]::ReadAllText($file.FullName))).Contains("{ owner, $name }")
'@
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -Be @('True', 'True')
        }
    }
}
