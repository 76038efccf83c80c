using System.Collections;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Catalog;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>
/// Reads a catalog of services from files, texts and objects, in any number: CSV, Backstage entities, and the project's own list in YAML.
/// What is wrong is a problem with its place and its fix, and the rest goes on.
/// </summary>
public sealed class CatalogReader
{
    // What objects of a script have for a file.
    private const string Input = "input";

    private static readonly DocumentLimits Limits = new() { Bytes = 256L * 1024 * 1024, Nodes = 5_000_000 };

    private readonly CatalogProblems _problems = new();
    private readonly CatalogValues _values;
    private readonly CatalogBuilder _assembly;
    private int _objects;

    /// <summary>Starts a catalog.</summary>
    public CatalogReader()
    {
        _values = new CatalogValues(_problems);
        _assembly = new CatalogBuilder(_problems);
    }

    /// <summary>Extensions of files that may hold a catalog.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".yaml", ".yml"];

    /// <summary>Adds a file. One that cannot be read is a problem.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it.</param>
    /// <param name="isOneOfMany">Whether it was found in a folder: YAML that is not a catalog is skipped then.</param>
    public void AddFile(string path, string displayPath, bool isOneOfMany = false)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        try
        {
            AddText(
                DocumentFile.Read(path, displayPath, Limits),
                displayPath,
                path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase),
                isOneOfMany
            );
        }
        catch (SloDocumentException e)
        {
            AddAll(e.Problems);
        }
    }

    /// <summary>Adds a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="displayPath">Where it came from; may be empty.</param>
    /// <param name="isCsv">Whether it is CSV; otherwise it is YAML.</param>
    /// <param name="isOneOfMany">As for a file.</param>
    public void AddText(string text, string displayPath, bool isCsv, bool isOneOfMany = false)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (isCsv)
        {
            AddRows(CsvCatalog.Read(text, displayPath, _problems));
            return;
        }

        var before = _problems.Count;
        var documents = CatalogDocuments.Load(text, displayPath, Limits, AddAll);
        foreach (var document in documents)
        {
            if (ServiceCatalogDocument.IsServiceCatalog(document))
                AddRows(ServiceCatalogDocument.Read(document, displayPath, _problems));
            else if (BackstageCatalog.IsEntity(document))
                AddEntity(document, displayPath);
            else if (!isOneOfMany)
                _problems.Add(
                    new CatalogPlace(displayPath, document.Line, document.Column, ""),
                    "The document is not a catalog of services",
                    $"Give entities of Backstage, a document of kind {ServiceCatalogDocument.Kind}, or CSV in a file that ends with .csv",
                    isLost: true
                );
        }

        if (documents.Count == 0 && _problems.Count == before && !isOneOfMany)
            _problems.Add(
                new CatalogPlace(displayPath, 0, 0, ""),
                "The file is empty; expected a catalog of services",
                "Give entities of Backstage, or CSV in a file that ends with .csv",
                isLost: true
            );
    }

    /// <summary>Adds an object of a script, such as a row of Import-Csv, with the names of the columns.</summary>
    /// <param name="values">Names and values.</param>
    public void AddObject(IEnumerable<KeyValuePair<string, object?>> values)
    {
        if (values is null)
            throw new ArgumentNullException(nameof(values));
        var row = new CatalogRow(new CatalogPlace(Input, ++_objects, 1, ""));
        var own = new HashSet<CatalogColumn>();
        foreach (var value in values)
        {
            if (CatalogColumns.Find(value.Key, out var isOwn) is { } column && (isOwn || !own.Contains(column)))
            {
                row.Add(column, row.Place with { Field = value.Key }, Texts(value.Value));
                if (isOwn)
                    own.Add(column);
            }
        }

        AddRows([row]);
    }

    /// <summary>Adds a service of another catalog.</summary>
    /// <param name="service">The service.</param>
    public void Add(CatalogService service)
    {
        if (service is null)
            throw new ArgumentNullException(nameof(service));
        var place = new CatalogPlace(
            service.Path.Length > 0 ? service.Path : Input,
            service.Line > 0 ? service.Line : ++_objects,
            1,
            nameof(service.DependsOn)
        );
        _assembly.Add(new CatalogDraft(service, service.DependsOn.SelectMany(d => _values.References(d, place)).ToArray(), place));
    }

    /// <summary>The catalog of all that was added.</summary>
    public CatalogContent Complete()
    {
        var services = _assembly.Complete();
        return new CatalogContent(services, _problems.Complete());
    }

    private void AddRows(IEnumerable<CatalogRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Read(_values) is { } draft)
                _assembly.Add(draft);
        }
    }

    private void AddEntity(YamlNode document, string path)
    {
        if (BackstageCatalog.Read(document, path, _values, _problems, out var passedOver) is { } draft)
            _assembly.Add(draft);
        else if (passedOver is { } entity)
            _assembly.AddNonService(entity.Namespace, entity.Name);
    }

    private void AddAll(IReadOnlyList<DocumentProblem> problems)
    {
        foreach (var problem in problems)
            _problems.Add(problem, isLost: true);
    }

    private static string[] Texts(object? value) =>
        value switch
        {
            null => [""],
            string text => [text],
            IEnumerable several => several.Cast<object?>().SelectMany(Texts).ToArray(),
            IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
            _ => [value.ToString() ?? ""],
        };
}

/// <summary>What was read of a catalog.</summary>
/// <param name="Catalog">The services.</param>
/// <param name="Problems">What was wrong, in the order of files and lines.</param>
public sealed record CatalogContent(ServiceCatalog Catalog, IReadOnlyList<CatalogProblem> Problems);

/// <summary>A problem of a catalog. The rest of the catalog goes on.</summary>
/// <param name="Problem">Place, field, message and fix.</param>
/// <param name="IsLost">Whether a service, or a whole file, is missing from the catalog because of it. Otherwise the service is there,
/// without the value that is wrong.</param>
public sealed record CatalogProblem(DocumentProblem Problem, bool IsLost);
