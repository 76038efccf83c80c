BeforeAll {
    . (Join-Path $PSScriptRoot 'Module.ps1')
    $phase = New-SloPlan checkout -StartDate 2026-01-05 -Owner shop | Get-SloPhase production_ready
    $manifest = $phase | ConvertTo-SloManifest
    $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'slo')).FullName
    Set-PlainFile (Join-Path $folder 'good.yaml') $manifest
    Set-PlainFile (Join-Path $folder 'bad.yaml') $manifest.Replace('name: checkout-', 'name: other-').Replace('target: 0.999', 'target: 0.9')
}

Describe 'Test-SloManifest' {
    It 'says nothing of what a plan makes' {
        $phase | Test-SloManifest | Should -BeNullOrEmpty
        New-SloPlan a, b -StartDate 2026-01-05 | Test-SloManifest | Should -BeNullOrEmpty
    }

    It 'gives findings with code, severity, place and guidance' {
        $finding = Test-SloManifest (Join-Path $folder 'bad.yaml') | Where-Object Code -EQ AlertUnreachable
        $finding | Should -HaveCount 1
        $finding.Severity | Should -Be 'Error'
        $finding.Path | Should -BeLike '*bad.yaml'
        $finding.Line | Should -BeGreaterThan 20
        $finding.Field | Should -Be 'spec.alerting.burnRates[0]'
        $finding.Message | Should -BeLike '*can never fire*'
        $finding.Guidance | Should -Not -BeNullOrEmpty
        "$finding" | Should -BeLike '*bad.yaml(*,*): Error AlertUnreachable: spec.alerting.burnRates?0?: *.'
    }

    It 'takes <what>' -ForEach @(
        @{ What = 'a folder'; Script = { Test-SloManifest $folder } }
        @{ What = 'wildcards'; Script = { Test-SloManifest (Join-Path $folder '*.yaml') } }
        @{ What = '-Path'; Script = { Test-SloManifest -Path $folder } }
        @{ What = '-LiteralPath'; Script = { Test-SloManifest -LiteralPath (Join-Path $folder 'bad.yaml'), (Join-Path $folder 'good.yaml') } }
        @{ What = 'files of Get-ChildItem'; Script = { Get-ChildItem $folder | Test-SloManifest } }
        @{ What = 'rows with a path'; Script = { Get-ChildItem $folder | Select-Object FullName | Test-SloManifest } }
        @{ What = 'an array of paths'; Script = { Test-SloManifest (Join-Path $folder 'bad.yaml'), (Join-Path $folder 'good.yaml') } }
        @{ What = 'manifests from the pipeline'; Script = { Get-ChildItem $folder | ForEach-Object { [IO.File]::ReadAllText($_.FullName) } | Test-SloManifest } }
        @{ What = 'definitions from the pipeline'; Script = { Import-SloManifest $folder | Test-SloManifest } }
    ) {
        (& $Script | Where-Object Severity -EQ Error).Code | Should -Be 'AlertUnreachable'
    }

    It 'finds what two files together do wrong' {
        $pair = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'pair')).FullName
        Set-PlainFile (Join-Path $pair 'a.yaml') $manifest
        Set-PlainFile (Join-Path $pair 'b.yaml') $manifest
        $finding = Test-SloManifest $pair | Where-Object Severity -EQ Error
        $finding.Code | Should -Be 'SloDuplicate'
        $finding.Path | Should -BeLike '*b.yaml'
        $finding.Message | Should -Match 'a\.yaml\(2\)'
    }

    It 'says what a query needs of its Prometheus' {
        $rules = Join-Path $TestDrive 'rules.yaml'
        Set-PlainFile $rules "groups: [{name: a, rules: [{record: 'a:b', expr: 'histogram_avg(x)'}]}]`n"
        $finding = Test-SloManifest $rules | Where-Object Code -EQ FeatureNeeded
        $finding.Severity | Should -Be 'Information'
        $finding.Message | Should -BeLike 'histogram_avg() needs Prometheus 2.51 or later, *'
        (Test-SloManifest $rules -PrometheusVersion 2.50 | Where-Object Code -EQ FeatureNeeded).Severity | Should -Be 'Error'
        Test-SloManifest $rules -PrometheusVersion 3.10 | Where-Object Code -EQ FeatureNeeded | Should -BeNullOrEmpty
    }

    Context '-Quiet' {
        It 'is true when there is no error and false when there is one' {
            Test-SloManifest (Join-Path $folder 'good.yaml') -Quiet | Should -BeExactly $true
            Test-SloManifest $folder -Quiet | Should -BeExactly $false
            $phase | Test-SloManifest -Quiet | Should -BeExactly $true
        }

        It 'is false for a path that is not there' {
            Test-SloManifest (Join-Path $folder 'nope.yaml') -Quiet -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeExactly $false
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloManifestNotFound,*'
        }
    }

    Context '-Settings' {
        It 'makes a code an error, or switches it off' {
            $settings = Join-Path $TestDrive 'lint.yaml'
            Set-PlainFile $settings "apiVersion: progressiveslo/v1`nkind: LintSettings`nrules: { AlertUnreachable: off, RunbookMissing: error }`n"
            (Test-SloManifest $folder -Settings $settings | Where-Object Severity -EQ Error).Code | Should -Be @('RunbookMissing', 'RunbookMissing')
        }

        It 'refuses a code that does not exist' {
            $settings = Join-Path $TestDrive 'wrong.yaml'
            Set-PlainFile $settings "apiVersion: progressiveslo/v1`nkind: LintSettings`nrules: { AlertUnreachabel: off }`n"
            $problem = Get-TerminatingError { Test-SloManifest $folder -Settings $settings }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloLintSettingsInvalid,*'
            "$problem" | Should -Match "Did you mean 'AlertUnreachable'"
        }
    }

    It 'knows the traffic' {
        ($phase | Test-SloManifest -EventsPerSecond 0.0166).Code | Should -Be 'AlertSingleEvent'
        $phase | Test-SloManifest -EventsPerSecond 100 | Should -BeNullOrEmpty
    }

    It 'knows the buckets' {
        $latency = New-SloPlan checkout -StartDate 2026-01-05 -LatencyMetric http_request_duration_seconds | Get-SloPhase excellence
        @($latency | Test-SloManifest).Code | Should -Contain 'LatencyBucketUnknown'
        $latency | Test-SloManifest -Bucket 0.2, 0.5 | Should -BeNullOrEmpty
    }

    It 'reads numbers the same under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
        $script = { Test-SloManifest $folder -EventsPerSecond 0.01 | ForEach-Object { "$_" } }
        Invoke-WithCulture $_ $script | Should -BeExactly (Invoke-WithCulture '' $script)
    }

    It 'serialises' {
        $json = Test-SloManifest $folder | Where-Object Severity -EQ Error | ConvertTo-Json
        ($json | ConvertFrom-Json).Code | Should -Be 'AlertUnreachable'
    }

    It 'shows no type of a dependency' {
        $finding = 'a: ''open' + "`n" | Test-SloManifest
        $finding.Code | Should -Be 'YamlSyntax'
        $finding.GetType().FullName | Should -Be 'ProgressiveSlo.Findings.SloFinding'
    }

    It 'asks a server about the labels of its series, and says when none answers' {
        $plan = New-SloPlan checkout -StartDate 2026-01-05
        { $plan | Test-SloManifest -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheusUnreachable*' -ExpectedMessage '*127.0.0.1:9*'
        $plan | Test-SloManifest | Should -BeNullOrEmpty
    }

    It 'leads each finding to a page of the project' {
        $finding = 'groups: []' | ForEach-Object { "$_`n" } | Test-SloManifest | Select-Object -First 1
        $project = (Import-PowerShellDataFile $SloModulePattern).PrivateData.PSData.ProjectUri
        $project | Should -BeLike 'https://*'
        $finding.HelpUri | Should -Be "$project/blob/main/docs/lint/$($finding.Code).md"
    }

    It 'returns what a comment ignores with -IncludeIgnored, counts it with -Verbose, and not with -Quiet' {
        $text = "# slo: ignore/file MetricNameInvalid, LabelNameInvalid never found`n# slo: ignore/file RulesHandWritten, RegexAnchored by hand`ngroups:`n- name: a`n  rules:`n  - alert: A`n    expr: sum(rate(a_total{b=~`"^5..$`"}[5m])) > 1`n"
        (Test-SloManifest $text).Code | Should -Be 'IgnoreInvalid'
        $all = @(Test-SloManifest $text -IncludeIgnored | Where-Object IgnoredBy -EQ Comment)
        $all.Code | Sort-Object | Should -Be 'RegexAnchored', 'RulesHandWritten'
        $all[0].IgnoreReason | Should -Be 'by hand'
        $said = Test-SloManifest $text -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$($said[0])" | Should -BeLike '2 findings ignored*'
        $log = Test-SloManifest $text -IncludeIgnored | ConvertTo-SloReport -Format Sarif | ConvertFrom-Json
        $log.version | Should -Be '2.1.0'
    }

    It 'shows no finding below -MinimumSeverity' {
        $text = "groups:`n- name: a`n  rules:`n  - alert: A`n    expr: sum(rate(a_total{b=~`"^5..$`"}[5m])) >`n"
        (Test-SloManifest $text).Severity | Select-Object -Unique | Should -Contain 'Information'
        (Test-SloManifest $text -MinimumSeverity Error).Severity | Select-Object -Unique | Should -Be 'Error'
    }
}
