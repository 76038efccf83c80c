using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration.Catalog;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Catalog</c> takes: paths of files and folders, services, and rows such as those of Import-Csv.</summary>
internal static class CatalogArgument
{
    private const int DeepestList = 8;

    /// <summary>Reads the catalog.</summary>
    /// <param name="arguments">The parameter's value.</param>
    /// <param name="session">Resolves paths.</param>
    /// <exception cref="SloValidationException">A value is not a catalog, a path is not in the file system, or a folder holds
    /// none.</exception>
    /// <exception cref="ItemNotFoundException">There is nothing of that name.</exception>
    public static CatalogContent Read(IEnumerable<object?> arguments, SessionState session)
    {
        var reader = new CatalogReader();
        foreach (var argument in arguments)
            Add(reader, argument, session, depth: 0);
        return reader.Complete();
    }

    private static void Add(CatalogReader reader, object? argument, SessionState session, int depth)
    {
        // An array may hold itself.
        if (depth > DeepestList)
            throw new SloValidationException(
                "Catalog",
                "The lists nest too deep, or one holds itself",
                "Give paths, or a list of rows with a property Service"
            );
        switch (argument.Unwrap())
        {
            case string path:
                AddFiles(reader, path, literal: false, session);
                break;
            case FileSystemInfo file:
                AddFiles(reader, file.FullName, literal: true, session);
                break;
            case CatalogService service:
                reader.Add(service);
                break;
            case IDictionary map:
                reader.AddObject(map.Entries().Select(e => new KeyValuePair<string, object?>(e.Key.ToString() ?? "", e.Value.Unwrap())));
                break;
            case object[] several:
                foreach (var item in several)
                    Add(reader, item, session, depth + 1);
                break;
            case null or System.ValueType:
                throw Invalid(argument);
            default:
                reader.AddObject(
                    PSObject
                        .AsPSObject(argument)
                        .Properties.Where(p => p.IsGettable)
                        .Select(p => new KeyValuePair<string, object?>(p.Name, Value(p)))
                );
                break;
        }
    }

    private static void AddFiles(CatalogReader reader, string path, bool literal, SessionState session)
    {
        var files = InputPaths.Resolve(path, literal, session, recurse: true, CatalogReader.Extensions);
        if (files.Count == 0)
            throw new SloValidationException(
                "Catalog",
                $"There is no .csv, .yaml or .yml file in '{PrintableText.Escape(path)}'",
                "Give a catalog, or a folder that holds one"
            );
        foreach (var (full, display) in files)
            reader.AddFile(full, display, isOneOfMany: files.Count > 1);
    }

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value.Unwrap();
        }
        catch (GetValueException)
        {
            // Of an object that is not a row the property means nothing here anyway.
            return null;
        }
    }

    private static SloValidationException Invalid(object? value) =>
        new(
            "Catalog",
            value is null ? "Nothing ($null) was given" : $"A value of type {value.GetType().Name} is not a catalog",
            "Give a path, or rows with a property Service"
        );
}
