BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Find-SloService' {
    It 'refuses what no server need be asked for' {
        { Find-SloService https://prometheus.example -Window 36h } | Should -Throw -ErrorId 'SloServiceInvalidWindow,*'
        { Find-SloService https://prometheus.example -At 05/01/2026 } | Should -Throw -ErrorId 'SloServiceInvalidAt,*'
        { Find-SloService https://prometheus.example '[' } | Should -Throw -ErrorId 'SloServiceInvalidName,*'
        { Find-SloService https://prometheus.example -Profile nowhere } | Should -Throw -ErrorId 'SloServiceInvalidProfile,*'
        { Find-SloService https://prometheus.example -TemplatePath nowhere } | Should -Throw -ErrorId 'SloServiceInvalidTemplatePath,*'
    }

    It 'says which server cannot be reached, without secrets' {
        $token = ConvertTo-SecureString 'very-secret' -AsPlainText -Force
        { Find-SloService http://127.0.0.1:1 -Token $token -TimeoutSec 5 } | Should -Throw -ErrorId 'SloPrometheusUnreachable,*'
        $Error[0].ToString() | Should -Not -BeLike '*very-secret*'
    }

    It 'gives objects whose properties New-SloPlan takes' {
        $found = [pscustomobject]@{
            Service = 'web'; Namespace = 'shop'; Template = 'http'; TemplateParameter = @{ job = 'shop/web' }; Indicator = $null
            LatencyMetric = 'http_request_duration_seconds{job="shop/web"}'; SuggestedPhase = 'improvement'; Reason = 'web: 99.96 % over 30 days'
        }
        $plan = $found | New-SloPlan -StartDate 2026-01-05
        $plan.CurrentPhase | Should -Be 'improvement'
        $plan.Namespace | Should -Be 'shop'
        "$($plan.Indicator)" | Should -BeLike '*job = "shop/web"*'
        $plan.History[0].Reason | Should -Be 'The plan begins at improvement. Evidence: web: 99.96 % over 30 days'
    }

    It 'gives a plan that is exported and read back, with its history' {
        $file = Join-Path $TestDrive 'web.yaml'
        New-SloPlan web -StartDate 2026-01-05 -StartPhase production_ready | Export-SloPlan $file
        $plan = Import-SloPlan $file
        $plan.CurrentPhase | Should -Be 'production_ready'
        ($plan.Phases | ForEach-Object { '{0:yyyy-MM-dd}' -f $_.StartDate }) | Should -Be @('2026-01-05', '2026-01-05', '2026-01-05', '2026-04-05')
        $plan.History[0].Reason | Should -Be 'The plan begins at production_ready. No evidence was given'
    }
}
