using ProgressiveSlo.Core.Tests.PromQL;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>PromQL: what is read and printed is read as the same tree.</summary>
internal sealed class PromQlTarget : FuzzTarget
{
    public override string Name => "promql";

    public override InputShape Shape => InputShape.Expression;

    public override IEnumerable<string> Seeds() => ExpressionCorpus.Seeds;

    public override bool Run(FuzzInput input) => Run(input, PromQlOptions.Template) | Run(input, PromQlOptions.Plain);

    private static bool Run(FuzzInput input, PromQlOptions options)
    {
        if (!input.TryDo(() => PromQlParser.Parse(input.Text, options), out var tree))
            return false;
        var printed = input.Do(() => PromQlPrinter.Print(tree));
        var again = input.Do(() => PromQlParser.Parse(printed, options));
        FuzzInput.Must(PromQlComparer.Instance.Equals(tree, again), $"What was printed is another tree: {OutputText.Escape(printed)}");
        FuzzInput.Must(
            PromQlComparer.Instance.GetHashCode(tree) == PromQlComparer.Instance.GetHashCode(again),
            "Trees that are equal have two hash codes"
        );
        Texts.MustBeSame("What was printed twice", printed, PromQlPrinter.Print(again));
        return true;
    }
}
