using System.Management.Automation;
using System.Reflection;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// The columns of rows that come down the pipeline, such as those of a CSV file, which no parameter takes: the engine leaves them out
/// without a word. Only rows are looked at; an object of a cmdlet has properties that are for other cmdlets.
/// </summary>
internal sealed class PipelineRow
{
    // The engine binds the row's properties, and shows the row itself to nobody. Where it has no such property, nothing is told.
    private static readonly PropertyInfo? _current = typeof(PSCmdlet).GetProperty(
        "CurrentPipelineObject",
        BindingFlags.Instance | BindingFlags.NonPublic
    );

    private readonly PSCmdlet _cmdlet;
    private readonly UnknownKeys _unknown;
    private HashSet<string>? _known;

    /// <param name="cmdlet">The cmdlet; its parameters that take properties are the known columns.</param>
    public PipelineRow(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _unknown = new UnknownKeys("column", Suggest);
    }

    private HashSet<string> Known =>
        _known ??= new HashSet<string>(
            _cmdlet
                .MyInvocation.MyCommand.Parameters.Values.Where(p =>
                    p.Attributes.OfType<ParameterAttribute>().Any(a => a.ValueFromPipelineByPropertyName)
                )
                .SelectMany(p => p.Aliases.Append(p.Name)),
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>Warnings about columns of the current row that have not been told yet.</summary>
    public IReadOnlyList<string> Warnings()
    {
        if (_cmdlet.MyInvocation.ExpectingInput && _current?.GetValue(_cmdlet) is PSObject { BaseObject: PSCustomObject } row)
        {
            foreach (var property in row.Properties)
            {
                if (property.MemberType == PSMemberTypes.NoteProperty && !Known.Contains(property.Name))
                    _unknown.Add(property.Name);
            }
        }

        return _unknown.Take();
    }

    private string? Suggest(string column) => Spelling.Nearest(column, Known.OrderBy(k => k, StringComparer.Ordinal));
}
