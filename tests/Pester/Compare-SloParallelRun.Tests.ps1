BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Compare-SloParallelRun' {
    BeforeAll {
        function Write-Series($name, $services, [scriptblock]$bad) {
            $start = [datetime]::new(2026, 3, 2)
            $rows = foreach ($service in $services) { 0..335 | ForEach-Object { '{0},{1:yyyy-MM-ddTHH:mm:ssZ},{2},1000' -f $service, $start.AddHours($_), (& $bad $_ $service) } }
            $path = Join-Path $TestDrive $name
            Set-Content $path (@('Service,Time,Bad,Total') + $rows)
            $path
        }
        $manual = Write-Series 'manual.csv' @('api', 'web') { param($hour, $service) if ($service -eq 'web' -and $hour -lt 24) { 20 } else { 1 } }
        $automated = Write-Series 'automated.csv' @('web', 'api') { 1 }
    }

    It 'compares files service by service' {
        $runs = Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999
        $runs.Service | Should -Be @('api', 'web')
        $runs.Verdict | Should -Be @('Agrees', 'Disagrees')
        $runs[1].Budget.Basis | Should -Be 'Events'
        $runs[1].Sli.Worst[0].From | Should -Be ([datetime]'2026-03-02T00:00:00Z').ToUniversalTime()
    }

    It 'takes evidence by the hour, and from the pipeline' {
        $evidence = Get-SloEvidence -Path $manual -Hourly
        $run = $evidence | Where-Object Service -EQ api | Compare-SloParallelRun -Automated (Get-SloEvidence -Path $automated -Hourly) -Target 0.999
        $run.Verdict | Should -Be 'Agrees'
        $run.Step | Should -Be ([timespan]::FromHours(1))
        (Get-SloEvidence -Path $manual | Compare-SloParallelRun -AutomatedPath $automated -Target 0.999).Step | Should -Be @([timespan]::FromDays(1), [timespan]::FromDays(1))
    }

    It 'never agrees on too little' {
        (Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999 -From 2026-03-10)[0].Verdict | Should -Be 'InsufficientEvidence'
        (Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated)[0].Reasons.Code | Should -Contain 'NoTarget'
        (Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999 -From 2026-03-10 -MinimumWindow 5d)[0].Verdict | Should -Be 'Agrees'
    }

    It 'goes to the next item after one that cannot be compared' {
        $items = [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'other'; Query = 'up' }, [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'api' }
        $runs = @($items) + (Get-SloEvidence -Path $manual -Hourly)[0] | Compare-SloParallelRun -Automated (Get-SloEvidence -Path $automated -Hourly) -Target 0.999 -ErrorVariable problems -ErrorAction SilentlyContinue
        $runs.Service | Should -Be 'api'
        $problems.FullyQualifiedErrorId | Should -BeLike 'SloParallelRunInvalid*'
        $problems.Count | Should -Be 2
    }

    It 'asks for a Prometheus where one is needed' {
        { Compare-SloParallelRun 'job:errors:ratio' 'slo:errors:ratio' -Service api } | Should -Throw -ErrorId 'SloParallelRunInvalidPrometheusUri*'
        { Compare-SloParallelRun 'job:errors:ratio' 'slo:errors:ratio' -Service api -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheusUnreachable*'
    }

    It 'names file, line and column of what cannot be' {
        Set-Content (Join-Path $TestDrive 'bad.csv') @('Service,Time,ErrorRatio', 'api,2026-03-02T00:00:00Z,0.1%')
        { Compare-SloParallelRun -ManualPath (Join-Path $TestDrive 'bad.csv') -AutomatedPath $automated -ErrorAction Stop } | Should -Throw -ErrorId 'SloParallelRunInvalidFile*' -ExpectedMessage '*bad.csv(2,*percent*'
    }

    It 'shows a table with verdict and reasons' {
        Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999 | Out-String -Width 200 | Should -Match 'web\s+Disagrees\s+100\.00%.*SliDiffers'
    }

    It 'is one report of all, as Markdown, and each as Json' {
        $runs = Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999
        $text = $runs | ConvertTo-SloReport
        $text | Should -BeLike '*- Agrees: 1*- Disagrees: 1*## web*'
        $json = $runs[1] | ConvertTo-SloReport -Format Json | ConvertFrom-Json
        $json.Verdict | Should -Be 'Disagrees'
        $json.Step | Should -Be '1h'
    }

    It 'goes through ConvertTo-Json' {
        $run = (Compare-SloParallelRun -ManualPath $manual -AutomatedPath $automated -Target 0.999)[1] | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        [math]::Round($run.Sli.Worst[0].Manual, 9) | Should -Be 0.02
        $run.Reasons.Code | Should -Contain 'SliDiffers'
    }
}
