using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>A row of names and values: of CSV, of the project's own YAML, or an object of a script.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record CatalogRow(CatalogPlace Place)
{
    private readonly Dictionary<CatalogColumn, (CatalogPlace Place, IReadOnlyList<string> Texts)> _cells = [];

    public void Add(CatalogColumn column, CatalogPlace place, params string[] texts) => _cells[column] = (place, texts);

    /// <summary>The service; null, with a problem, when nothing names it.</summary>
    public CatalogDraft? Read(CatalogValues values)
    {
        if (values.Service(Text(CatalogColumn.Service), PlaceOf(CatalogColumn.Service)) is not { } name)
            return null;
        var service = new CatalogService(name)
        {
            Namespace = values.Text(Text(CatalogColumn.Namespace), PlaceOf(CatalogColumn.Namespace)),
            Tier = values.Text(Text(CatalogColumn.Tier), PlaceOf(CatalogColumn.Tier)),
            Owner = values.Text(Text(CatalogColumn.Owner), PlaceOf(CatalogColumn.Owner)),
            Lifecycle = values.Text(Text(CatalogColumn.Lifecycle), PlaceOf(CatalogColumn.Lifecycle)),
            Target = values.Target(Text(CatalogColumn.Target), PlaceOf(CatalogColumn.Target)),
        };
        var references = _cells.TryGetValue(CatalogColumn.DependsOn, out var cell) ? cell.Texts.SelectMany(t => values.References(t, cell.Place)).ToArray() : [];
        return new CatalogDraft(service, references, Place);
    }

    private string? Text(CatalogColumn column) => _cells.TryGetValue(column, out var cell) && cell.Texts.Count > 0 ? cell.Texts[0] : null;

    private CatalogPlace PlaceOf(CatalogColumn column) => _cells.TryGetValue(column, out var cell) ? cell.Place : Place with { Field = Place.Field.Length == 0 ? column.ToString() : Place.Field + "." + char.ToLowerInvariant(column.ToString()[0]) + column.ToString().Substring(1) };
}
