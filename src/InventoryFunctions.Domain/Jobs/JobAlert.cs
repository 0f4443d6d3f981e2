namespace InventoryFunctions.Domain.Jobs;

/// <summary>A message to the administrator about a job.</summary>
/// <param name="Subject">The subject line, e.g. "[prod] High Failure Rate Detected".</param>
/// <param name="Message">What happened, in which execution.</param>
public sealed record JobAlert(string Subject, string Message);
