using System;
using System.Collections.Generic;
using System.IO;

namespace ProgressiveSlo.Reporting;

/// <summary>A report that says something about all its objects together, such as totals: they become one report, and never one each.</summary>
public abstract class JointReport : IReportWriter
{
    /// <inheritdoc/>
    public abstract ReportFormat Format { get; }

    /// <inheritdoc/>
    public abstract bool Accepts(object subject);

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output) => WriteAll([subject], output);

    /// <summary>Writes one report of all objects; the text ends with a line break.</summary>
    /// <param name="subjects">Objects that it accepts, in the order of the input.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public abstract void WriteAll(IReadOnlyList<object> subjects, TextWriter output);
}
