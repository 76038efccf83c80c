using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>Collects the problems of a catalog. Of a catalog that is wrong everywhere, the first ones and how many more there are.</summary>
internal sealed class CatalogProblems
{
    private const int Most = 100;

    private readonly List<CatalogProblem> _problems = [];
    private int _more;

    public int Count => _problems.Count + _more;

    public void Add(CatalogPlace place, string message, string mend, bool isLost = false) =>
        Add(new DocumentProblem(place.Path, place.Line, place.Column, new FieldProblem(place.Field, message, mend)), isLost);

    public void Add(DocumentProblem problem, bool isLost)
    {
        if (_problems.Count < Most)
            _problems.Add(new CatalogProblem(problem, isLost));
        else
            _more++;
    }

    public IReadOnlyList<CatalogProblem> Complete()
    {
        if (_more > 0)
            _problems.Add(new CatalogProblem(new DocumentProblem("", 0, 0, new FieldProblem("", $"The catalog has {_more.ToString(CultureInfo.InvariantCulture)} more problems", "Mend these first, then read it again")), true));
        _more = 0;
        return _problems;
    }
}
