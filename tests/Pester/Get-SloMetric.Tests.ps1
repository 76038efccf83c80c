BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Get-SloMetric' {
    BeforeAll {
        $csv = Join-Path $TestDrive 'counts.csv'
        Set-Content $csv @('Service,Date,Good,Total,LatencyP95', 'api,2026-01-05,990,1000,300', 'api,2026-01-06,1000,1000,310', 'web,2026-01-05,5,5,20')
    }

    It 'reads files of daily counts' {
        $metrics = Get-SloMetric -Path $csv
        $metrics.Service | Should -Be @('api', 'web')
        $metrics[0].GoodEvents | Should -Be 1990
        $metrics[0].Days.Count | Should -Be 2
        $metrics[0].LatencyP95 | Should -Be 310
        $metrics[0].Availability | Should -Be 0.995
    }

    It 'reads JSON, files from Get-ChildItem, and only the services that are asked for' {
        $json = Join-Path $TestDrive 'counts.json'
        Set-Content $json '[{"Service":"job","Date":"2026-01-05","Good":7,"Bad":3}]'
        (Get-SloMetric -Path $json).TotalEvents | Should -Be 10
        (Get-ChildItem $csv | Get-SloMetric).Service | Should -Be @('api', 'web')
        (Get-SloMetric -Path $csv -Service w*).Service | Should -Be 'web'
    }

    It 'takes a folder for its files, and warns of one without any' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'many')
        Copy-Item $csv (Join-Path $folder 'a.csv')
        Set-Content (Join-Path $folder 'notes.txt') 'no counts'
        (Get-SloMetric -Path $folder).Service | Should -Be @('api', 'web')
        $empty = New-Item -ItemType Directory (Join-Path $TestDrive 'empty')
        Get-SloMetric -Path $empty -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike '*no .csv or .json file*'
    }

    It 'names file, line and column of what cannot be' {
        Set-Content (Join-Path $TestDrive 'bad.csv') @('Service,Date,Good,Total', 'api,2026-01-05,11,10')
        { Get-SloMetric -Path (Join-Path $TestDrive 'bad.csv') -ErrorAction Stop } | Should -Throw -ErrorId 'SloMetricInvalidFile*' -ExpectedMessage '*bad.csv(2,*'
    }

    It 'keeps what the table shows' {
        Get-SloMetric -Path $csv | Out-String -Width 200 | Should -Match 'api\s+2026-01-05\s+2026-01-07\s+99\.50%\s+2000\s+310 ms'
    }

    It 'ends with one error that names the address when nobody answers' {
        { Get-SloMetric api -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheusUnreachable*' -ExpectedMessage '*127.0.0.1:9*'
    }
}
