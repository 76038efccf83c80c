BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'Get-SloEvidence' {
    BeforeAll {
        $csv = Join-Path $TestDrive 'counts.csv'
        Set-Content $csv @('Service,Date,Good,Total,LatencyP95', 'api,2026-01-05,990,1000,300', 'api,2026-01-06,1000,1000,310', 'web,2026-01-05,5,5,20')
    }

    It 'reads files of daily counts' {
        $metrics = Get-SloEvidence -Path $csv
        $metrics.Service | Should -Be @('api', 'web')
        $metrics[0].GoodEvents | Should -Be 1990
        $metrics[0].Days.Count | Should -Be 2
        $metrics[0].LatencyP95 | Should -Be 310
        $metrics[0].Availability | Should -Be 0.995
    }

    It 'reads JSON, files from Get-ChildItem, and only the services that are asked for' {
        $json = Join-Path $TestDrive 'counts.json'
        Set-Content $json '[{"Service":"job","Date":"2026-01-05","Good":7,"Bad":3}]'
        (Get-SloEvidence -Path $json).TotalEvents | Should -Be 10
        (Get-ChildItem $csv | Get-SloEvidence).Service | Should -Be @('api', 'web')
        (Get-SloEvidence -Path $csv -Service w*).Service | Should -Be 'web'
    }

    It 'takes a folder for its files, and warns of one without any' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'many')
        Copy-Item $csv (Join-Path $folder 'a.csv')
        Set-Content (Join-Path $folder 'notes.txt') 'no counts'
        (Get-SloEvidence -Path $folder).Service | Should -Be @('api', 'web')
        $empty = New-Item -ItemType Directory (Join-Path $TestDrive 'empty')
        Get-SloEvidence -Path $empty -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike '*no .csv or .json file*'
    }

    It 'warns of a file that has a header alone, and names it' {
        $alone = Join-Path $TestDrive 'alone.csv'
        Set-Content $alone 'Service,Date,Good,Total'
        Get-SloEvidence -Path $alone -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike "There are no counts in '*alone.csv', so it gives no evidence."
    }

    It 'keeps hours beside the days when they are asked for' {
        $hours = Join-Path $TestDrive 'hours.csv'
        Set-Content $hours (@('Service,Time,Good,Total') + (0..47 | ForEach-Object { 'api,{0:s}Z,{1},100' -f ([datetime]'2026-01-05').AddHours($_), (100 - $_) }))
        (Get-SloEvidence -Path $hours).Hours.Count | Should -Be 0
        $metric = Get-SloEvidence -Path $hours -Hourly
        $metric.Hours.Count | Should -Be 48
        $metric.Hours[1].Start | Should -Be ([datetime]::SpecifyKind('2026-01-05T01:00:00', 'Utc'))
        $metric.Hours[1].BadEvents | Should -Be 1
        $metric.Days[1].BadEvents | Should -Be ($metric.Hours[24..47] | Measure-Object BadEvents -Sum).Sum
        $null = Get-SloEvidence -Path $csv -Hourly -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings[0] | Should -BeLike "*'api' has no hours*days*"
    }

    It 'reads back what ConvertTo-Json has written, one or many, and the gate sees no difference' {
        $hours = Join-Path $TestDrive 'many.csv'
        Set-Content $hours (@('Service,Time,Good,Total,LatencyP95') + (0..1439 | ForEach-Object { 'batch,{0:s}Z,999,1000,{1}' -f ([datetime]'2026-01-05').AddHours($_), (200 + $_ % 7) }))
        $metrics = @(Get-SloEvidence -Path $hours -Hourly) + @(Get-SloEvidence -Path $csv)
        $file = Join-Path $TestDrive 'evidence.json'
        foreach ($some in $metrics[0], $metrics) {
            ConvertTo-Json -InputObject $some -Depth 4 | Set-Content $file
            $back = @(Get-SloEvidence -Path $file)
            $back.Count | Should -Be @($some).Count
            $back[0].Hours.Count | Should -Be 1440
            ($back | ConvertTo-Json -Depth 4) | Should -Be (@($some) | ConvertTo-Json -Depth 4)
            ($back[0] | Test-SloPhaseReadiness improvement).EvidenceDigest | Should -Be (@($some)[0] | Test-SloPhaseReadiness improvement).EvidenceDigest
        }

        ConvertFrom-Json (Get-Content $file -Raw) | Select-Object -First 1 | Test-SloPhaseReadiness improvement | ForEach-Object Verdict | Should -Be 'Ready'
        ConvertTo-Json -InputObject $metrics -Depth 2 -WarningAction SilentlyContinue | Set-Content $file
        { Get-SloEvidence -Path $file -ErrorAction Stop } | Should -Throw -ErrorId 'SloEvidenceInvalidFile*' -ExpectedMessage '*-Depth 4*'
    }

    It 'names file, line and column of what cannot be' {
        Set-Content (Join-Path $TestDrive 'bad.csv') @('Service,Date,Good,Total', 'api,2026-01-05,11,10')
        { Get-SloEvidence -Path (Join-Path $TestDrive 'bad.csv') -ErrorAction Stop } | Should -Throw -ErrorId 'SloEvidenceInvalidFile*' -ExpectedMessage '*bad.csv(2,*'
    }

    It 'keeps what the table shows' {
        Get-SloEvidence -Path $csv | Out-String -Width 200 | Should -Match 'api\s+2026-01-05\s+99\.50%\s+2000\s+310 ms'
    }

    It 'ends with one error that names the address when nobody answers' {
        { Get-SloEvidence api -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheusUnreachable*' -ExpectedMessage '*127.0.0.1:9*'
    }

    It 'refuses a record with its line and field before a server is asked, and leaves the file as it is' {
        $plan = New-SloPlan checkout -StartDate 2026-01-05
        $record = Join-Path $TestDrive 'checkout-record.csv'
        $text = "Service,Date,Good,Total,Coverage`ncheckout,2026-01-05,9,10,1`ncheckout,2026-01-05,9,10,1`n"
        [IO.File]::WriteAllText($record, $text)
        { $plan | Get-SloEvidence -PrometheusUri 'http://127.0.0.1:9' -RecordPath $record -ErrorAction Stop } |
            Should -Throw -ErrorId 'SloEvidenceInvalidFile*' -ExpectedMessage '*checkout-record.csv(3,*Date*duplicated*'
        [IO.File]::ReadAllText($record) | Should -Be $text
        { $plan | Get-SloEvidence -PrometheusUri 'http://127.0.0.1:9' -RecordPath $record -Window 30d } | Should -Throw -ErrorId 'SloEvidenceInvalidWindow*'
        (Get-Command Get-SloEvidence).Parameters.Keys | Should -Contain 'WhatIf'
    }

    It 'takes the coverage of a day from a file, and reads a record like any counts' {
        $kept = Join-Path $TestDrive 'kept.csv'
        Set-Content $kept @(
            'Namespace,Service,Date,Good,Total,Coverage,LatencyP95,LatencyP99,Incidents,LatencyBuckets,Exclusions'
            'production,api,2026-01-05,990,1000,0.5,300,400,09:20,500=1000 Inf=1000,'
            'production,api,2026-01-06,,,0,,,,,'
        )
        $evidence = Get-SloEvidence -Path $kept
        $evidence.Coverage | Should -Be 0.25
        $evidence.Days.Coverage | Should -Be @(0.5, 0)
        $evidence.LatencyP99 | Should -Be 400
    }
}
