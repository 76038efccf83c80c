using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>Checks the values of a catalog. What is refused is a problem and null.</summary>
internal sealed class CatalogValues(CatalogProblems problems)
{
    public string? Service(string? text, CatalogPlace place)
    {
        try
        {
            return ServiceName.Check(text);
        }
        catch (SloValidationException e)
        {
            problems.Add(place, e.Problem.Message, e.Problem.Fix, isLost: true);
            return null;
        }
    }

    /// <summary>Namespace, tier, owner, lifecycle: one line of text.</summary>
    public string? Text(string? text, CatalogPlace place)
    {
        try
        {
            return PlanText.Check(text, place.Field)?.Trim();
        }
        catch (SloValidationException e)
        {
            problems.Add(place, e.Problem.Message, e.Problem.Fix);
            return null;
        }
    }

    public decimal? Target(string? text, CatalogPlace place)
    {
        if (PrintableText.IsBlank(text))
            return null;
        var trimmed = text!.Trim();
        var isPercent = trimmed[trimmed.Length - 1] == '%';
        var digits = isPercent ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed;
        if (
            !decimal.TryParse(
                digits,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            problems.Add(
                place,
                $"'{ServiceName.Printable(trimmed)}' is not a target",
                "Write a ratio with a decimal point, for example 0.999, or a percentage, for example 99.9%"
            );
            return null;
        }

        var target = isPercent ? number / 100m : number;
        if (target is > 0 and < 1)
            return target;
        var fix =
            !isPercent && number is > 1 and < 100
                ? $"Write {NumberText.Plain(number / 100m)}, or {NumberText.Plain(number)}%"
                : "Write a ratio between 0 and 1, for example 0.999";
        problems.Add(place, $"A target of {ServiceName.Printable(trimmed)} is not between 0 and 1", fix);
        return null;
    }

    /// <summary>
    /// References in one text, with <c>;</c> or <c>,</c> between them: names, <c>namespace/name</c>, and <c>component:</c> before either.
    /// </summary>
    public IReadOnlyList<CatalogReference> References(string? text, CatalogPlace place) =>
        (text ?? "")
            .Split([';', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => Reference(t, place))
            .OfType<CatalogReference>()
            .ToArray();

    /// <summary>One reference; null for an empty text, and with a problem for one that names nothing.</summary>
    public CatalogReference? Reference(string text, CatalogPlace place)
    {
        const string Component = "component:";
        var name = text.Trim();
        if (name.Length == 0)
            return null;
        if (name.StartsWith(Component, StringComparison.OrdinalIgnoreCase))
            name = name.Substring(Component.Length).Trim();
        string? space = null;
        var slash = name.IndexOf('/');
        if (slash >= 0)
            (space, name) = (name.Substring(0, slash).Trim(), name.Substring(slash + 1).Trim());
        try
        {
            if (space?.Length == 0)
                throw new SloValidationException(place.Field, "There is no namespace before the slash", "Write it");
            return new CatalogReference(PlanText.Check(space, place.Field), ServiceName.Check(name), place);
        }
        catch (SloValidationException e)
        {
            problems.Add(
                place,
                $"'{ServiceName.Printable(text.Trim())}' names no service: {e.Problem.Message}",
                "Write a name, or namespace/name"
            );
            return null;
        }
    }
}

/// <summary>
/// Collects the problems of a catalog. Of a catalog that is wrong everywhere, the first ones and how many more there are.
/// </summary>
internal sealed class CatalogProblems
{
    private const int MaximumProblems = 100;

    private readonly List<CatalogProblem> _problems = [];
    private int _more;

    public int Count => _problems.Count + _more;

    public void Add(CatalogPlace place, string message, string fix, bool isLost = false) =>
        Add(new DocumentProblem(place.Path, place.Line, place.Column, new FieldProblem(place.Field, message, fix)), isLost);

    public void Add(DocumentProblem problem, bool isLost)
    {
        if (_problems.Count < MaximumProblems)
            _problems.Add(new CatalogProblem(problem, isLost));
        else
            _more++;
    }

    public IReadOnlyList<CatalogProblem> Complete()
    {
        if (_more > 0)
            _problems.Add(
                new CatalogProblem(
                    new DocumentProblem(
                        "",
                        0,
                        0,
                        new FieldProblem(
                            "",
                            $"The catalog has {_more.ToString(CultureInfo.InvariantCulture)} more problems",
                            "Fix these first, then read it again"
                        )
                    ),
                    true
                )
            );
        _more = 0;
        return _problems;
    }
}
