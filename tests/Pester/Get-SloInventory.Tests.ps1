BeforeAll {
    . $PSScriptRoot/Module.ps1
    $rules = @'
groups:
  - name: checkout
    rules:
      - alert: CheckoutErrors
        expr: sum(rate(http_requests_total{job="checkout",code=~"5.."}[1h])) / sum(rate(http_requests_total{job="checkout"}[1h])) > 14.4 * 0.001
        labels: {severity: page, team: shop}
'@
    $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'repo')).FullName
    $below = (New-Item -ItemType Directory -Path (Join-Path $folder 'below')).FullName
    Set-PlainFile (Join-Path $folder 'a.yaml') $rules
    Set-PlainFile (Join-Path $folder 'deployment.yaml') "kind: Deployment`napiVersion: apps/v1"
    Set-PlainFile (Join-Path $folder 'z[1].yml') $rules.Replace('checkout', 'search').Replace('Checkout', 'Search')
    Set-PlainFile (Join-Path $below 'b.yaml') $rules.Replace('checkout', 'cart').Replace('Checkout', 'Cart')
}

Describe 'Get-SloInventory' {
    It 'gives one item for each SLO, with service, target, window of the alert and place' {
        $item = Get-SloInventory (Join-Path $folder 'a.yaml')
        $item | Should -HaveCount 1
        $item.Service | Should -Be 'checkout'
        $item.Target | Should -Be 0.999
        $item.Method | Should -Be 'BurnRateAlert'
        $item.HandWritten | Should -BeTrue
        $item.AlertWindows[0].BurnRate | Should -Be 14.4
        $item.AlertWindows[0].LongWindow | Should -Be ([timespan]'1:00')
        $item.Path | Should -BeLike '*a.yaml'
        $item.Line | Should -Be 4
        $item.Owner | Should -Be 'shop'
        $item.Reason | Should -Not -BeNullOrEmpty
    }

    It 'takes <what>' -ForEach @(
        @{ What = 'a folder'; Services = 'checkout', 'search'; Script = { Get-SloInventory $folder } }
        @{ What = 'subfolders'; Services = 'cart', 'checkout', 'search'; Script = { Get-SloInventory $folder -Recurse } }
        @{ What = 'wildcards'; Services = 'checkout'; Script = { Get-SloInventory (Join-Path $folder 'a*') } }
        @{ What = 'files from the pipeline'; Services = 'cart', 'checkout', 'search'; Script = { Get-ChildItem $folder -Recurse -File | Get-SloInventory } }
        @{ What = 'names from the pipeline'; Services = 'checkout'; Script = { Join-Path $folder 'a.yaml' | Get-SloInventory } }
        @{ What = 'literal paths'; Services = 'search'; Script = { Get-SloInventory -LiteralPath (Join-Path $folder 'z[1].yml') } }
        @{ What = 'one file twice'; Services = 'checkout'; Script = { Get-SloInventory (Join-Path $folder 'a.yaml'), (Join-Path $folder 'a.*') } }
    ) {
        (& $Script).Service | Sort-Object | Should -Be $Services
    }

    It 'writes an error for a file that cannot be read, a warning for a rule, and goes on' {
        $bad = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'bad')).FullName
        Set-PlainFile (Join-Path $bad 'a.yaml') "$rules`n      - alert: NoExpression"
        Set-PlainFile (Join-Path $bad 'b.yaml') "groups:`n  - name: g`n    rules: [{alert: A, expr: 'up"
        Set-PlainFile (Join-Path $bad 'c.yaml') "alerts:`n  a: {alert: A, expr: up}"
        $items = Get-SloInventory $bad -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $items.Service | Should -Be 'checkout'
        $problems.FullyQualifiedErrorId | Should -Be 'SloInventoryYamlSyntax,ProgressiveSlo.PowerShell.Commands.GetSloInventoryCommand'
        "$($warnings[0])" | Should -BeLike '*a.yaml(7,*): groups?0?.rules?1?.expr: *NoExpression*. Write *.'
        "$($warnings[1])" | Should -BeLike '*c.yaml(2,*): alerts.a: A rule stands outside *'
        $problems[0].TargetObject.Line | Should -BeGreaterThan 0
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'says how many files it skipped, and warns of Loki' {
        $verbose = Get-SloInventory $folder -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -BeLike '*3 files, of which 1 have no rules*2 items*'
        $loki = Join-Path $TestDrive 'loki.yaml'
        Set-PlainFile $loki "groups:`n  - name: g`n    rules:`n      - alert: A`n        expr: sum(rate({app=`"a`"} |= `"error`" [5m])) > 1"
        Get-SloInventory $loki -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '1 rules are not PromQL*'
    }

    It 'takes services from a map, and names its mistakes' {
        $map = Join-Path $TestDrive 'map.yaml'
        Set-PlainFile $map "apiVersion: progressiveslo/v1`nkind: ServiceMap`nservices:`n  - service: web-shop`n    labels: {job: check*}"
        (Get-SloInventory (Join-Path $folder 'a.yaml') -ServiceMap $map).Service | Should -Be 'web-shop'
        Set-PlainFile $map "apiVersion: progressiveslo/v1`nkind: ServiceMap`nservices:`n  - serivce: web-shop"
        { Get-SloInventory $folder -ServiceMap $map } | Should -Throw -ErrorId 'SloInventoryInvalidServiceMap*' -ExpectedMessage '*map.yaml(4,*services?0?.serivce*service*'
        { Get-SloInventory $folder -ServiceMap (Join-Path $TestDrive 'none.yaml') } | Should -Throw -ErrorId 'SloInventoryInvalidServiceMap*' -ExpectedMessage '*none.yaml*'
    }

    It 'leaves out what is less certain than asked for' {
        Set-PlainFile (Join-Path $TestDrive 'weak.yaml') "groups:`n  - name: g`n    rules:`n      - alert: A`n        expr: sum(rate(a_errors_total[5m])) / sum(rate(a_total[5m])) > 0.05"
        Get-SloInventory (Join-Path $TestDrive 'weak.yaml') | Should -HaveCount 1
        Get-SloInventory (Join-Path $TestDrive 'weak.yaml') -MinimumCertainty Certain | Should -BeNullOrEmpty
    }

    It 'does not follow links that lead back, and skips folders with a dot' -Skip:($IsWindows -or $PSEdition -eq 'Desktop') {
        $loop = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'loop')).FullName
        Set-PlainFile (Join-Path $loop 'a.yaml') $rules
        $null = New-Item -ItemType Directory -Path (Join-Path $loop '.git')
        Set-PlainFile (Join-Path $loop '.git/b.yaml') $rules.Replace('checkout', 'cart')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $loop 'again') -Target $loop
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $loop 'dangling.yaml') -Target (Join-Path $loop 'nothing')
        (Get-SloInventory $loop -Recurse -ErrorVariable problems -ErrorAction SilentlyContinue).Service | Should -Be 'checkout'
        "$problems" | Should -BeLike '*dangling.yaml*'
    }

    It 'says that there is nothing to read' {
        { Get-SloInventory } | Should -Throw -ErrorId 'SloInventoryNoSource*'
        @() | Get-SloInventory | Should -BeNullOrEmpty
        Get-SloInventory (Join-Path $TestDrive 'none') -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloInventoryNotFound*'
        $empty = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'nothing')
        Get-SloInventory $empty -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*no .yaml*-Recurse.'
    }

    It 'ends when nobody answers, and keeps the files when there are some' {
        { Get-SloInventory -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 } | Should -Throw -ErrorId 'SloPrometheusUnreachable*' -ExpectedMessage '*127.0.0.1:9*'
        $items = Get-SloInventory (Join-Path $folder 'a.yaml') -PrometheusUri 'http://127.0.0.1:9' -TimeoutSec 1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $items.Service | Should -Be 'checkout'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPrometheusUnreachable*'
        { Get-SloInventory -PrometheusUri 'ftp://127.0.0.1' } | Should -Throw -ErrorId 'SloInventoryInvalidPrometheusUri*'
    }

    It 'keeps what the views show' {
        $items = Get-SloInventory (Join-Path $folder 'a.yaml')
        $items | Out-String -Width 200 | Should -Match 'checkout\s+CheckoutErrors\s+BurnRateAlert\s+99\.90%\s+1\s+\w+\s+.*a\.yaml:4'
        $items | Format-List | Out-String -Width 300 | Should -Match 'AlertWindows\s+: CheckoutErrors page 1h 14\.4x'
        ($items | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Rules[0].Name | Should -Be 'CheckoutErrors'
    }
}
