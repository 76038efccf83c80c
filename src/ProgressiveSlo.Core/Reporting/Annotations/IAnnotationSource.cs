using System.Collections.Generic;

namespace ProgressiveSlo.Reporting.Annotations;

/// <summary>Turns one kind of object into annotations. To show a new kind in pipelines: a class with this interface, and a line in <see cref="AnnotationSources"/>.</summary>
public interface IAnnotationSource
{
    /// <summary>Whether it knows this kind of object.</summary>
    /// <param name="subject">A readiness result, a finding, ...</param>
    bool Accepts(object subject);

    /// <summary>What is shown of one object.</summary>
    /// <param name="subject">An object that it accepts.</param>
    AnnotationGroup Group(object subject);

    /// <summary>The output variables that later steps can read, name and value; none when no object of the kind is there.</summary>
    /// <param name="subjects">All objects of the report, also of other kinds.</param>
    IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects);
}
