Describe 'Get-SloPhaseProfile' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'profiles')).FullName
        New-ProfileFile (Join-Path $folder 'a.yaml') 'team-a'
        New-ProfileFile (Join-Path $folder 'b.yml') 'team-b'
        New-ProfileFile (Join-Path $folder 'c [1].yaml') 'team-c'
        Set-PlainFile (Join-Path $folder 'notes.txt') 'no profile'
    }

    Context 'built-in profiles' {
        It 'has two, default and source' {
            $profiles = @(Get-SloPhaseProfile)
            $profiles.Name | Should -Be @('default', 'source')
            $profiles[0].TotalDurationDays | Should -Be 180
            $profiles[0].Phases.Name | Should -Be @('baseline', 'improvement', 'production_ready', 'excellence')
        }

        It 'finds <_>' -ForEach 'default', 'DEFAULT', 'def*', '*ault' {
            (Get-SloPhaseProfile $_ -ErrorAction Stop).Name | Should -Be 'default'
        }

        It 'refuses a pattern with an open bracket' {
            { Get-SloPhaseProfile -Name '[' -ErrorAction Stop } | Should -Throw -ErrorId 'SloProfileInvalidName*'
        }

        It 'has the thresholds of the source rules' {
            $values = (Get-SloPhaseProfile default).Gate.Values
            $values['availabilityStdDevMax'] | Should -Be 0.01
            $values['incidentsLast30dMax'] | Should -Be 5
            $values['coverageMin'] | Should -Be 0.99
            $values['strength'] | Should -Be 5
            $values['strengthStrict'] | Should -Be 20
        }

        It 'says when there is no such profile, and which there are' {
            $profiles = Get-SloPhaseProfile nope, default -ErrorVariable problems -ErrorAction SilentlyContinue
            $profiles.Name | Should -Be 'default'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloProfileNotFound,*'
            $problems[0].TargetObject | Should -Be 'nope'
            $problems[0].ToString() | Should -Match "'nope'.*default.*-Path"
        }

        It 'says nothing when wildcards match nothing' {
            Get-SloPhaseProfile nope* -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'ignores case under Turkish rules' {
            Invoke-WithCulture 'tr-TR' { (Get-SloPhaseProfile DEFAULT -ErrorAction Stop).Name } | Should -Be 'default'
        }
    }

    Context 'files' {
        It 'reads <_>' -ForEach 'a.yaml', './b.yml', '[ab].*' {
            Push-Location $folder
            try { (Get-SloPhaseProfile -Path $_).Name | Should -BeLike 'team-[ab]' }
            finally { Pop-Location }
        }

        It 'reads the profiles of a folder in the order of their names' {
            (Get-SloPhaseProfile -Path $folder).Name | Should -Be @('team-a', 'team-b', 'team-c')
        }

        It 'takes files and rows from the pipeline' {
            (Get-ChildItem $folder -Filter *.y* | Sort-Object Name | Get-SloPhaseProfile).Name | Should -Be @('team-a', 'team-b', 'team-c')
            ([pscustomobject]@{ Path = Join-Path $folder 'a.yaml' } | Get-SloPhaseProfile).Name | Should -Be 'team-a'
        }

        It 'takes wildcard characters literally with -LiteralPath' {
            (Get-SloPhaseProfile -LiteralPath (Join-Path $folder 'c [1].yaml')).Name | Should -Be 'team-c'
        }

        It 'takes a path on a drive' {
            $null = New-PSDrive -Name SloProfiles -PSProvider FileSystem -Root $folder
            try {
                (Get-SloPhaseProfile -Path SloProfiles:/a.yaml).Name | Should -Be 'team-a'
                (Get-ChildItem SloProfiles:/b.yml | Get-SloPhaseProfile).Name | Should -Be 'team-b'
            }
            finally { Remove-PSDrive SloProfiles }
        }

        It 'does not take a path of another provider for one in the process folder' {
            $result = Invoke-ScriptProcess @'
Import-Module $env:PROGRESSIVESLO_MODULE
[Environment]::CurrentDirectory = Join-Path ([Environment]::CurrentDirectory) 'profiles'
(Get-SloPhaseProfile -Path variable:a.yaml -ErrorAction SilentlyContinue).Name
"errors: $($Error.Count)"
'@
            $result.Output | Should -Be 'errors: 1'
        }

        It 'knows where it came from' {
            $file = Join-Path $folder 'a.yaml'
            (Get-SloPhaseProfile -Path $file).Source | Should -Be $file
        }

        It 'reads numbers the same under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
            $file = Join-Path $folder 'a.yaml'
            (Invoke-WithCulture $_ { Get-SloPhaseProfile -Path $file }).Phases.Targets.Availability | Should -Be @(0.9, 0.95)
        }
    }

    Context 'files that are not sound' {
        BeforeAll {
            $bad = Join-Path $TestDrive 'bad.yaml'
            Set-PlainFile $bad @'
apiVersion: progressiveslo/v1
kind: PhaseProfile
name: bad
phases:
- name: first
  durationDays: 10
  targets: { availability: 0.99, latencyP95Milliseconds: 900, latencyP99Milliseconds: 1900 }
  alerting:
  - { severity: info, longWindow: 1h, shortWindow: 2h, burnRate: 2 }
- name: second
  targets: { availability: 0.98, latencyP95Milliseconds: 900, latencyP99Milliseconds: 1900 }
'@
        }

        It 'lists every problem with its place and its field' {
            $null = Get-SloPhaseProfile -Path $bad -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloProfileInvalid,*'
            $lines = $problems[0].ToString() -split '\r?\n'
            $lines.Count | Should -Be 2
            $lines[0] | Should -BeLike '*bad.yaml(9,*): phases?0?.alerting?0?.longWindow: *'
            $lines[1] | Should -BeLike '*bad.yaml(11,*): phases?1?.targets.availability: *'
        }

        It 'reads the next file' {
            (Get-SloPhaseProfile -Path $bad, (Join-Path $folder 'a.yaml') -ErrorAction SilentlyContinue).Name | Should -Be 'team-a'
        }

        It 'ends with -ErrorAction Stop' {
            (Get-TerminatingError { Get-SloPhaseProfile -Path $bad -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'SloProfileInvalid,*'
        }

        It 'says which file is not there' {
            $null = Get-SloPhaseProfile -Path nope.yaml -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloProfileNotFound,*'
            $problems[0].ToString() | Should -Match 'nope\.yaml'
        }
    }

    It 'completes names' {
        @(Get-Completion 'Get-SloPhaseProfile ') | Should -Be @('default', 'source')
    }

    It 'is a table' {
        Get-SloPhaseProfile | Out-String -Width 140 | Should -Match 'default +180 +baseline; improvement; production_ready; excellence'
    }

    It 'is a list' {
        $names = (Get-SloPhaseProfile default | Format-List | Out-String) -split '\r?\n' | Where-Object { $_ -match '^(\w+) +:' } | ForEach-Object { ($_ -split ' ')[0] }
        $names | Should -Be @('Name', 'Description', 'TotalDurationDays', 'Phases', 'Source')
    }

    It 'goes through JSON and back' {
        $copy = Get-SloPhaseProfile default | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $copy.Phases[3].Name | Should -Be 'excellence'
        $copy.Phases[3].DurationDays | Should -BeNullOrEmpty
        $copy.Gate.Values.incidentsLast30dMax | Should -Be 5
    }
}
