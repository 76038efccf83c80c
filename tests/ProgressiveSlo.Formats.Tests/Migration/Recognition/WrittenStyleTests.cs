using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

/// <summary>Ways in which people write SLOs without a quotient of rates and a number.</summary>
public sealed class WrittenStyleTests
{
    private const string Errors = "sum(rate(r_total{job=\"shop\",code=~\"5..\"}[1h]))";
    private const string Total = "sum(rate(r_total{job=\"shop\"}[1h]))";

    [Theory]
    [InlineData(Errors + " > 14.4 * 0.001 * " + Total)]
    [InlineData(Errors + " > 14.4 * (1 - 0.999) * " + Total)]
    [InlineData(Total + " * 0.001 * 14.4 < " + Errors)]
    [InlineData(Errors + " > " + Total + " * (14.4 * 0.001)")]
    [InlineData(Errors + " - 14.4 * 0.001 * " + Total + " > 0")]
    [InlineData(Errors + " > 14.4 * 0.001 * " + Total + " and " + Total + " > 1")]
    public void Errors_that_are_compared_with_a_part_of_the_total_are_a_burn_rate(string expression)
    {
        var item = Item(expression);
        Assert.Equal((SloMethod.BurnRateAlert, 0.999m, "shop"), (item.Method, item.Target, item.Service));
        Assert.Equal((14.4m, TimeSpan.FromHours(1)), (item.AlertWindows.Single().BurnRate, item.AlertWindows.Single().LongWindow));
        Assert.Contains(" / ", item.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum(rate(r_total{job=\"shop\"}[1h])) > 0.5 * sum(rate(q_total{job=\"shop\"}[1h]))")]
    [InlineData("sum(rate(r_total{job=\"shop\"}[1h])) > 2 * sum(rate(r_total{job=\"shop\"}[1h] offset 1d))")]
    [InlineData("node_filesystem_avail_bytes < 0.1 * node_filesystem_size_bytes")]
    public void Other_comparisons_with_a_part_of_something_are_none(string expression) => Assert.Empty(Items(Alert(expression)));

    [Theory]
    [InlineData("avg_over_time((time() - job_last_success_unixtime{job=\"export\"} < bool 3600)[30d:5m]) < 0.99")]
    [InlineData("avg_over_time((3600 > bool (time() - job_last_success_unixtime{job=\"export\"}))[30d:5m]) < 0.99")]
    [InlineData("avg_over_time((time() - max by (job) (job_last_success_unixtime{job=\"export\"}) <= bool 3600)[30d:5m]) < 0.99")]
    [InlineData("1 - avg_over_time((time() - timestamp(export_done{job=\"export\"}) <= bool 3600)[30d:5m]) > 0.01")]
    public void The_share_of_time_in_which_data_is_new_enough_is_an_SLI(string expression)
    {
        var item = Item(expression);
        Assert.Equal((0.99m, TimeSpan.FromDays(30), "export"), (item.Target, item.Window, item.Service));
        Assert.Contains("new enough", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_is_too_old_now_is_no_share() =>
        Assert.Empty(Items(Alert("time() - job_last_success_unixtime{job=\"export\"} > 3600")));

    [Theory]
    [InlineData("1 - sli_sum_5m / sli_count_5m > 14.4 * (1 - 0.9995)")]
    [InlineData("1 - shop:availability_sum:5m / shop:availability_count:5m > 14.4 * (1 - 0.9995)")]
    [InlineData("1 - sum(sli_sum_5m) / sum(sli_count_5m) > 14.4 * 0.0005")]
    [InlineData("sli_error_sum_5m / sli_error_count_5m > 14.4 * (1 - 0.9995)")]
    public void A_sum_over_a_count_of_one_name_is_an_SLI(string expression)
    {
        var item = Item(expression);
        Assert.Equal((SloMethod.BurnRateAlert, 0.9995m), (item.Method, item.Target));
        Assert.Equal(TimeSpan.FromMinutes(5), item.AlertWindows.Single().LongWindow);
    }

    [Theory]
    [InlineData("(R1h > bool 0.0144) * (R5m > bool 0.0144) > 0")]
    [InlineData("(R1h > bool 14.4 * 0.001) * (R5m > bool 14.4 * 0.001) == 1")]
    [InlineData("(R1h > bool 14.4 * 0.001) + (R5m > bool 14.4 * 0.001) == 2")]
    [InlineData("(R1h > bool 14.4 * 0.001) + (R5m > bool 14.4 * 0.001) > 1")]
    public void Products_and_sums_of_bool_have_both_windows(string expression)
    {
        foreach (var range in new[] { "1h", "5m" })
            expression = expression.Replace(
                "R" + range,
                (Errors + " / " + Total).Replace("[1h]", $"[{range}]", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        var alert = Item(expression).AlertWindows.Single();
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m), (alert.LongWindow, alert.ShortWindow, alert.BurnRate));
    }

    [Theory]
    [InlineData("slo:burn_rate{slo_time_range=\"1h\"} > on() slo:burn_rate_threshold")]
    [InlineData("slo:burn_rate{slo_time_range=\"1h\"} * on(slo_domain) group_left(team) slo:owner > on() slo:burn_rate_threshold")]
    [InlineData("slo:burn_rate{slo_time_range=\"1h\"} * slo:weight > on() group_left() slo:burn_rate_threshold{slo_time_range=\"1h\"}")]
    public void Burn_rates_that_are_compared_with_a_series_are_alerts_on_a_burn_rate(string expression)
    {
        var item = Item(expression);
        Assert.Equal((SloMethod.BurnRateAlert, TimeSpan.FromHours(1)), (item.Method, item.AlertWindows.Single().LongWindow));
        Assert.Null(item.AlertWindows.Single().BurnRate);
        var factors =
            Rule("record: slo:burn_rate_threshold", "14.4", "slo_time_range: 1h")
            + Rule("record: slo:burn_rate_threshold", "6", "slo_time_range: 6h");
        Assert.Equal(14.4m, Items(factors + Alert(expression)).Single().AlertWindows.Single().BurnRate);
    }

    [Theory]
    [InlineData("slo:error_budget{slo_time_range=\"4w\"} <= 0")]
    [InlineData("slo:error_budget_remaining:ratio{slo_time_range=\"4w\"} < 0")]
    [InlineData("service:slo_error_budget_left:28d < 0")]
    public void A_budget_that_is_gone_is_an_alert_on_its_burn_rate(string expression)
    {
        var item = Item(expression);
        Assert.Equal((SloMethod.BurnRateAlert, 1m), (item.Method, item.AlertWindows.Single().BurnRate));
        Assert.Equal(TimeSpan.FromDays(28), item.Window);
    }

    [Theory]
    [InlineData("sum_over_time(probe_success{job=\"api\"}[28d]) / 40320")]
    [InlineData("sum_over_time(probe_success{job=\"api\"}[28d]) / (28 * 24 * 60)")]
    [InlineData("1 - sum_over_time((" + Errors + " / " + Total + ")[28d:1m]) / (28 * 24 * 60)")]
    [InlineData("sum_over_time((" + Errors + " / " + Total + " < bool 0.01)[28d:1m]) / 40320")]
    public void Numbers_of_samples_may_be_written_out(string expression)
    {
        var item = Items(Rule("record: sre:slo:api_28d_slo", expression)).Single();
        Assert.Equal((SloMethod.Recording, TimeSpan.FromDays(28)), (item.Method, item.Window));
        Assert.DoesNotContain("not understood", item.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sre:slo:apiserver_28d_slo")]
    [InlineData("sre:sli:console_30d")]
    [InlineData("slo_checkout_availability_4w")]
    public void Results_over_a_month_are_found_by_their_names(string name)
    {
        var item = Items(Rule("record: " + name, "(8064 - changes(x_state[7d])) ^ 2")).Single();
        Assert.Equal((SloMethod.Recording, Certainty.Possible), (item.Method, item.Certainty));
        Assert.True(item.Window >= TimeSpan.FromDays(28));
        Assert.Contains("is here, but was not understood", item.Reason, StringComparison.Ordinal);
    }

    private static string Alert(string expression) => Rule("alert: Burn", expression);

    private static string Rule(string name, string expression, string labels = "") =>
        $"      - {name}\n        expr: '{expression}'\n" + (labels.Length > 0 ? $"        labels: {{{labels}}}\n" : "");

    private static SloInventoryItem Item(string expression) => Items(Alert(expression)).Single();

    private static IReadOnlyList<SloInventoryItem> Items(string rules) =>
        Inventories.Read("groups:\n  - name: g\n    rules:\n" + rules).Items;
}
