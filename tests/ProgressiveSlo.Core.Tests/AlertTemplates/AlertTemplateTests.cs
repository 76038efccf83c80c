using ProgressiveSlo.AlertTemplates;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.AlertTemplates;

/// <summary>Templates of alerts. Verdicts on many more are compared with promtool where rule files are.</summary>
public sealed class AlertTemplateTests
{
    [Theory]
    [InlineData("no braces")]
    [InlineData("{{ $value }} of {{ $labels.job }} at {{ $externalURL }} in {{ $externalLabels.cluster }}")]
    [InlineData("{{- $value | humanizePercentage -}}")]
    [InlineData("{{ printf \"%.2f%%\" $value }}")]
    [InlineData("{{ with query \"up\" }}{{ . | first | value }}{{ else }}none{{ end }}")]
    [InlineData("{{ range $i, $s := query \"up\" }}{{ if eq $i 0 }}{{ continue }}{{ end }}{{ $s.Labels.job }}{{ end }}")]
    [InlineData("{{ if gt $value 1.0 }}a{{ else if lt $value 0.5 }}b{{ else }}c{{ end }}")]
    [InlineData("{{ define \"a\" }}{{ . }}{{ end }}{{ template \"a\" $value }}")]
    [InlineData("{{/* a comment */}}")]
    [InlineData("{{ index $labels \"a-b\" }}")]
    [InlineData("{{ (query \"up\" | first).Value }}")]
    [InlineData("{{ $x := 1_000 }}{{ $x = 0x1F }}{{ $x }}{{ 'a' }}{{ `raw` }}")]
    public void A_sound_template_has_no_error(string text) => Assert.Null(AlertTemplate.FindError(text, new PrometheusVersion(2, 42)));

    [Theory]
    [InlineData("a {{ $labels.instance", "not closed")]
    [InlineData("{{ $valu }}", "no variable '$valu'")]
    [InlineData("{{ $label.job }}", "no variable '$label'")]
    [InlineData("{{ $value | humanise }}", "no function 'humanise'")]
    [InlineData("{{ if $value }}a", "has no end")]
    [InlineData("{{ end }}", "without an if")]
    [InlineData("{{ if $value }}{{ $x := 1 }}{{ end }}{{ $x }}", "no variable '$x'")]
    [InlineData("{{ define \"a\" }}{{ $value }}{{ end }}", "no variable '$value'")]
    [InlineData("{{ break }}", "outside of a range")]
    [InlineData("{{ $labels.a-b }}", "cannot stand in a name")]
    [InlineData("{{ ($value }}", "not closed")]
    [InlineData("{{ $value) }}", "closes nothing")]
    [InlineData("{{ }}", "missing")]
    [InlineData("{{ \"a\" | \"b\" }}", "takes no value")]
    [InlineData("{{ \"a }}", "not closed")]
    [InlineData("{{ 1x }}", "not a number")]
    [InlineData("{{ range $a, $b, $c := $labels }}{{ end }}", "Too many variables")]
    public void What_Prometheus_refuses_is_told_with_its_place_and_a_fix(string text, string message)
    {
        var error = AlertTemplate.FindError(text, null);
        Assert.NotNull(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Position, 0, text.Length);
        Assert.NotEmpty(error.Fix);
    }

    [Theory]
    [InlineData("{{ now }}", "3.4", false)]
    [InlineData("{{ now }}", "3.5", true)]
    [InlineData("{{ $value | toDuration }}", "2.42", false)]
    [InlineData("{{ with $value }}a{{ else with $labels }}b{{ end }}", "2.42", false)]
    public void What_came_later_needs_its_version(string text, string version, bool isKnown)
    {
        Assert.True(PrometheusVersion.TryParse(version, out var target));
        Assert.Equal(isKnown, AlertTemplate.FindError(text, target) is null);
        Assert.Null(AlertTemplate.FindError(text, null));
    }

    [Fact]
    public void Another_tool_may_have_other_functions_and_no_other_syntax()
    {
        Assert.Null(AlertTemplate.FindError("{{ $value | quotesEscape }}", null, hasOtherFunctions: true));
        Assert.NotNull(AlertTemplate.FindError("{{ $value | quotesEscape", null, hasOtherFunctions: true));
    }

    [Theory]
    [InlineData("{{ ( ", " ) }}")]
    [InlineData("{{ if $value }}", "{{ end }}")]
    public void Nesting_ends_with_an_error_and_not_with_the_stack(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open.Replace("{{ ( ", "( ", StringComparison.Ordinal), 100_000));
        text = open.StartsWith("{{ (", StringComparison.Ordinal) ? "{{ " + text + "$value" + close : text + close;
        Assert.NotNull(AlertTemplate.FindError(text, null));
    }
}
