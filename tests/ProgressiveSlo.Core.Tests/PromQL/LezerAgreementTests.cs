using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>The module's parser beside the grammar of Prometheus' own editor, which was written by others in another way.</summary>
public sealed class LezerAgreementTests
{
    // What Prometheus accepts and its editor cannot read: 5. and 0X1, names that are keywords elsewhere, labels with a colon,
    // two functions of durations, and step() in capitals.
    private static readonly Regex _editorCannot = new(
        @"[0-9]\.(?![0-9])|0X|\boffset\b|\b(on|ignoring|by|without)\s*\([^)]*:|\bm(in|ax)_of\b|(?i)\bstep\b"
    );

    // What the editor reads and Prometheus refuses: these words as names, and a carriage return within a comment, which ends it.
    private static readonly Regex _editorOnly = new(
        @"\batan2\b|\b(on|ignoring|by|without)\s*\([^)]*\b(without|inf)\b|\r",
        RegexOptions.IgnoreCase
    );

    private static readonly Lazy<IReadOnlyList<Verdict>> _verdicts = new(Compare);

    [Fact]
    public void Accepts_nothing_that_the_editor_of_Prometheus_cannot_read()
    {
        var accepted = _verdicts.Value.Where(v => v.Error is null).ToList();
        Assert.True(accepted.Count > 4000, $"Only {accepted.Count} expressions were accepted.");
        AssertNone(accepted.Where(v => !v.IsReadByEditor && !_editorCannot.IsMatch(v.Text)));
    }

    [Fact]
    public void Refuses_the_order_of_words_only_where_the_editor_of_Prometheus_cannot_read_it()
    {
        // The editor knows no types and no regular expressions, so other refusals say nothing.
        var misplaced = _verdicts
            .Value.Where(v =>
                v.Error is { Kind: PromQlErrorKind.Syntax } e && e.Problem.EndsWith("cannot stand here", StringComparison.Ordinal)
            )
            .ToList();
        Assert.True(misplaced.Count > 4000, $"Only {misplaced.Count} expressions were refused for a word in the wrong place.");
        AssertNone(misplaced.Where(v => v.IsReadByEditor && !_editorOnly.IsMatch(v.Text)));
    }

    private static void AssertNone(IEnumerable<Verdict> differences)
    {
        var all = differences.ToList();
        Assert.True(
            all.Count == 0,
            $"{all.Count} differ:\n" + string.Join('\n', all.Take(40).Select(v => $"<<{v.Text}>> ours: {v.Error}"))
        );
    }

    private static List<Verdict> Compare()
    {
        Assert.SkipUnless(Lezer.IsThere, "The packages of tests/Lezer are not restored: npm ci --prefix tests/Lezer");
        var mutator = new ExpressionMutator(new Random(30140), ExpressionCorpus.Seeds);
        // A half of a surrogate pair cannot be sent to another process as UTF-8.
        var texts = ExpressionCorpus
            .All.Concat(Prometheus3Corpus.Load().Select(e => e.Text))
            .Concat(Enumerable.Range(0, 20_000).Select(_ => mutator.Next()))
            .Distinct()
            .Where(text => text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))
            .ToList();
        var errors = Lezer.Check(texts);
        return
        [
            .. texts.Select(
                (text, i) => new Verdict(text, errors[i] is null, PromQlParser.TryParse(text, null, out _, out var error) ? null : error)
            ),
        ];
    }

    private sealed record Verdict(string Text, bool IsReadByEditor, PromQlSyntaxError? Error);
}
