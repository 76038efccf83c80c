Describe 'ConvertTo-SloManifest' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $plan = New-SloPlan api-service -StartDate 2026-01-05
    }

    It 'is the document that the source design shows' {
        $manifest = $plan | Get-SloPhase production_ready | ConvertTo-SloManifest
        $manifest | Should -BeOfType ([string])
        ($manifest -split "`n") | Should -BeExactly @(
            '---'
            'apiVersion: slo.dev/v1'
            'kind: ServiceLevelObjective'
            'metadata:'
            '  name: api-service-availability-production_ready'
            '  namespace: production'
            '  labels:'
            '    service: api-service'
            '    phase: production_ready'
            "    progressive: 'true'"
            '  annotations:'
            '    description: Production readiness - robust reliability'
            'spec:'
            '  service: api-service'
            '  description: production_ready phase SLO for api-service'
            '  indicator:'
            '    type: ratio'
            '    ratio:'
            '      good:'
            '        metric: http_requests_total'
            '        filters:'
            '        - service = "api-service"'
            '        - status_code !~ "5.."'
            '      total:'
            '        metric: http_requests_total'
            '        filters:'
            '        - service = "api-service"'
            '  objectives:'
            '  - displayName: production_ready availability target'
            '    window: 30d'
            '    target: 0.999'
            '  alerting:'
            '    enabled: true'
            '    burnRates:'
            '    - severity: critical'
            '      shortWindow: 5m'
            '      longWindow: 1h'
            '      burnRate: 14.4'
            '    - severity: warning'
            '      shortWindow: 30m'
            '      longWindow: 6h'
            '      burnRate: 3'
        )
    }

    It 'gives one document for each phase of each plan' {
        $manifests = New-SloPlan a, b | ConvertTo-SloManifest
        $manifests.Count | Should -Be 8
        ($manifests | Select-String '(?m)^  name: (.+)$' | ForEach-Object { $_.Matches[0].Groups[1].Value }) | Should -Be @(
            foreach ($service in 'a', 'b') { foreach ($phase in 'baseline', 'improvement', 'production_ready', 'excellence') { "$service-availability-$phase" } })
        ($manifests | Select-String '(?m)^    target: (.+)$' | ForEach-Object { $_.Matches[0].Groups[1].Value } | Select-Object -Unique) | Should -Be @('0.99', '0.995', '0.999', '0.9995')
    }

    It 'gives the same for a plan, its phases and their definitions' {
        $manifests = $plan | ConvertTo-SloManifest
        $plan | Get-SloPhase | ConvertTo-SloManifest | Should -BeExactly $manifests
        $plan.Phases | ForEach-Object Definition | ConvertTo-SloManifest | Should -BeExactly $manifests
        ConvertTo-SloManifest -InputObject $plan -Format SloDev | Should -BeExactly $manifests
    }

    It 'is the phase that the schedule names' {
        (New-SloPlan a, b -StartDate 2026-01-05 | Get-SloPhase -At 2026-05-01 | ConvertTo-SloManifest | Select-String '(?m)^    phase: (.+)$').Matches.Groups | Where-Object Name -EQ 1 | ForEach-Object Value | Should -Be @('production_ready', 'production_ready')
    }

    It 'takes the format <_>' -ForEach 'SloDev', 'slodev', 'SLODEV' {
        @($plan | ConvertTo-SloManifest -Format $_).Count | Should -Be 4
    }

    It 'goes through Set-Content and Get-Content' {
        $file = Join-Path $TestDrive 'slo.yaml'
        $plan | ConvertTo-SloManifest | Set-Content -LiteralPath $file -Encoding UTF8
        $lines = Get-Content -LiteralPath $file -Encoding UTF8
        @($lines | Where-Object { $_ -eq '---' }).Count | Should -Be 4
        @($lines | Where-Object { $_ -eq '' }).Count | Should -Be 0
    }

    It 'quotes what YAML would misread' {
        $manifest = New-SloPlan '1e3' -Namespace 'yes: no' | Get-SloPhase -Current | ConvertTo-SloManifest
        $manifest | Should -Match "(?m)^    service: ['""]1e3['""]$"
        $manifest | Should -Match "(?m)^  namespace: ['""]yes: no['""]$"
    }

    It 'carries indicator and window' {
        $arguments = @{ Indicator = @{ Good = 'ok_total{job="a"}'; Total = 'all_total' }; Window = '7d' }
        $manifest = New-SloPlan a @arguments | Get-SloPhase -Current | ConvertTo-SloManifest
        $manifest | Should -Match '(?m)^        metric: ok_total$'
        $manifest | Should -Match '(?m)^        metric: all_total$'
        $manifest | Should -Match '(?m)^    window: (7d|1w)$'
    }

    It 'is the same under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
        $script = { New-SloPlan 'INCIDENT Service' | ConvertTo-SloManifest }
        Invoke-WithCulture $_ $script | Should -BeExactly (Invoke-WithCulture '' $script)
    }

    It 'refuses what has no service, and converts the others' {
        $manifests = @(Get-SloPhase baseline), $plan.Phases[0], 42 | ForEach-Object { $_ } | ConvertTo-SloManifest -ErrorVariable problems -ErrorAction SilentlyContinue
        @($manifests).Count | Should -Be 1
        $problems.Count | Should -Be 2
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloManifestInvalidInput,*'
        $problems[0].ToString() | Should -BeLike '*SloPhase*New-SloPlan*'
        $problems[1].TargetObject | Should -Be 42
    }

    It 'ends the call for a format that is none, and names those that are' {
        $problem = Get-TerminatingError { $plan | ConvertTo-SloManifest -Format Nobl9 -ErrorAction SilentlyContinue }
        $problem.FullyQualifiedErrorId | Should -BeLike 'SloManifestInvalidFormat,*'
        $problem.ToString() | Should -BeLike "*'Nobl9'*SloDev*"
    }

    It 'offers formats' {
        Get-Completion 'ConvertTo-SloManifest -Format ' | Should -Contain 'SloDev'
        Get-Completion 'ConvertTo-SloManifest -Format slod' | Should -Contain 'SloDev'
    }
}
