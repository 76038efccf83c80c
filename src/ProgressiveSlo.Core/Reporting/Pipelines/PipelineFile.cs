namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>Text for a file that a pipeline's agent reads after the step.</summary>
/// <param name="Variable">The environment variable that names the file.</param>
/// <param name="Text">What to append to it; ends with a line break.</param>
public sealed record PipelineFile(string Variable, string Text);
