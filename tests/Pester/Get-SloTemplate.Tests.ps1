Describe 'Get-SloTemplate' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'templates')).FullName
        $yaml = @'
apiVersion: progressiveslo/v1
kind: SloTemplate
name: NAME
title: Services of team NAME
metrics: the gateway
parameters:
  route: { description: The route, default: '{{.service}}' }
indicator:
  type: boolGauge
  boolGauge: { gauge: { metric: gateway_up, filters: ['route = "{{.route}}"'] } }
'@
        Set-PlainFile (Join-Path $folder 'a.yaml') ($yaml -creplace 'NAME', 'team-a')
        Set-PlainFile (Join-Path $folder 'h [1].yml') ($yaml -creplace 'NAME', 'http')
        Set-PlainFile (Join-Path $folder 'other.yaml') 'kind: ConfigMap'
    }

    It 'has the library' {
        $names = (Get-SloTemplate).Name
        'http', 'grpc', 'queue', 'batch-job', 'storage', 'website-probe', 'kubernetes-api' | ForEach-Object { $names | Should -Contain $_ }
    }

    It 'finds <_>' -ForEach 'website-probe', 'WEBSITE-PROBE', 'website-prob?' {
        (Get-SloTemplate $_ -ErrorAction Stop).Name | Should -Be 'website-probe'
    }

    It 'says which there are when there is no such template' {
        $templates = Get-SloTemplate nope, http -ErrorVariable problems -ErrorAction SilentlyContinue
        $templates.Name | Should -Be 'http'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloTemplateNotFound,*'
        $problems[0].ToString() | Should -Match "'nope'.*grpc.*-Path"
    }

    It 'refuses a pattern with an open bracket' {
        { Get-SloTemplate '[' -ErrorAction Stop } | Should -Throw -ErrorId 'SloTemplateInvalidName*'
    }

    It 'reads the templates of a folder and passes other things over' {
        (Get-SloTemplate -Path $folder -ErrorAction Stop).Name | Should -Be @('team-a', 'http')
        (Get-SloTemplate team* -Path $folder).Source | Should -Be (Join-Path $folder 'a.yaml')
        (Get-SloTemplate -LiteralPath (Join-Path $folder 'h [1].yml')).Name | Should -Be 'http'
        (Get-ChildItem $folder -Filter a* | Get-SloTemplate).Name | Should -Be 'team-a'
    }

    It 'says what is wrong with a file, and where' {
        $bad = Join-Path $TestDrive 'bad.yaml'
        Set-PlainFile $bad ($yaml -creplace 'NAME', 'bad' -replace 'route = "\{\{.route', 'route = "{{.rout')
        $null = Get-SloTemplate -Path $bad -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloTemplateInvalid,*'
        $problems[0].ToString() | Should -BeLike '*bad.yaml(10,*): indicator.boolGauge.gauge.filters?0?: *rout*'
        $null = Get-SloTemplate -Path (Join-Path $folder 'other.yaml') -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloTemplateInvalid,*'
    }

    It 'completes names' {
        @(Get-Completion 'Get-SloTemplate website') | Should -Be @('website-probe', 'website-probe-duration')
        @(Get-Completion "Get-SloTemplate -Path '$folder' -Name ") | Should -Be @('team-a', 'http')
        @(Get-Completion "New-SloPlan a -TemplatePath '$folder' -Template team") | Should -Contain 'team-a'
    }

    It 'is a table' {
        Get-SloTemplate http | Out-String -Width 140 | Should -Match 'http +yes +HTTP service'
    }

    It 'is a list' {
        $names = (Get-SloTemplate http | Format-List | Out-String) -split '\r?\n' | Where-Object { $_ -match '^(\w+) +:' } | ForEach-Object { ($_ -split ' ')[0] }
        $names | Should -Be @('Name', 'Title', 'Description', 'Metrics', 'IndicatorType', 'LatencyMetric', 'Parameters', 'Source')
    }

    It 'goes through JSON and back' {
        $copy = Get-SloTemplate kubernetes-api | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $copy.Parameters[0].Default | Should -Be 'apiserver'
        $copy.LatencyBounds | Should -Contain 0.6
    }

    Context 'plans' {
        It 'takes a template for each row, and none from an empty cell' {
            $csv = Join-Path $TestDrive 'catalog.csv'
            Set-PlainFile $csv "Service,Template`na,http`nb,queue`nc,`n"
            $plans = Import-Csv $csv | New-SloPlan -WarningAction SilentlyContinue -ErrorAction Stop
            $plans[0].Indicator.ToString() | Should -Match 'job = "a"'
            $plans[1].Indicator.ToString() | Should -Match 'messaging_destination_name = "b"'
            $plans[2].Indicator.ToString() | Should -Be (New-SloPlan c).Indicator.ToString()
            $plans[2].LatencyMetric | Should -BeNullOrEmpty
        }

        It 'lets the folder win over a built-in name' {
            (New-SloPlan a -Template http -TemplatePath $folder).Indicator.ToString() | Should -Match 'gateway_up'
            (New-SloPlan a -Template grpc -TemplatePath $folder).Indicator.ToString() | Should -Match 'grpc_'
            (New-SloPlan a -Template (Join-Path $folder 'a.yaml')).Indicator.ToString() | Should -Match 'gateway_up'
            (Get-SloTemplate http | ForEach-Object { New-SloPlan a -Template $_ }).Indicator.ToString() | Should -Match 'http_requests'
        }

        It 'lets -LatencyMetric win over the histogram of the template' {
            (New-SloPlan a -Template http -LatencyMetric my_seconds).LatencyMetric.ToString() | Should -Be 'my_seconds'
            (New-SloPlan a -Template http -NativeHistogram).LatencyMetric.IsNative | Should -BeTrue
        }

        It 'refuses <Id>' -ForEach @(
            @{ Id = 'SloPlanInvalidTemplate'; Call = { New-SloPlan a -Template nope -ErrorAction Stop } }
            @{ Id = 'SloPlanInvalidTemplate'; Call = { New-SloPlan a -Template http -Indicator x_total -ErrorAction Stop } }
            @{ Id = 'SloPlanInvalidTemplateParameter'; Call = { New-SloPlan a -Template http -TemplateParameter @{ nope = 1 } -ErrorAction Stop } }
            @{ Id = 'SloPlanInvalidTemplateParameter'; Call = { New-SloPlan a -Template website-probe -ErrorAction Stop } }
            @{ Id = 'SloPlanInvalidTemplateParameter'; Call = { New-SloPlan a -TemplateParameter @{ job = 1 } -ErrorAction Stop } }
            @{ Id = 'SloPlanInvalidTemplatePath'; Call = { New-SloPlan a -Template http -TemplatePath nope -ErrorAction Stop } }
        ) {
            $Call | Should -Throw -ErrorId "$Id,*"
        }

        It 'warns once of latency targets that the buckets do not have' {
            $null = 'a', 'b' | New-SloPlan -Template kubernetes-api -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings.Count | Should -Be 1
            "$warnings" | Should -Match 'production_ready p95 500 ms, excellence p99 500 ms'
        }

        It 'writes plans that read back equal' {
            $plan = New-SloPlan a -Template grpc
            $plan | Export-SloPlan (Join-Path $TestDrive 'slo')
            $copy = Import-SloPlan (Join-Path $TestDrive 'slo')
            $copy.Indicator.Equals($plan.Indicator) | Should -BeTrue
            $copy.LatencyMetric.ToString() | Should -Be $plan.LatencyMetric.ToString()
        }
    }
}
