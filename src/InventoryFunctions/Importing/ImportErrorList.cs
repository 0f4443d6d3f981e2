using System.Globalization;
using InventoryFunctions.Domain.Importing;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Jobs;

namespace InventoryFunctions.Importing;

/// <summary>Writes the errors of rows to the job's error list, one entry a row. The key is the line, padded, so that the list is in the file's order.</summary>
public sealed class ImportErrorList(JobErrorStore store)
{
    /// <summary>Lists <paramref name="errors"/>; doing it again changes nothing.</summary>
    public async Task AddAsync(string executionId, IReadOnlyCollection<ImportError> errors, CancellationToken cancellation)
    {
        if (errors.Count > 0)
        {
            await store.AddErrorsAsync(
                executionId, [.. errors.GroupBy(error => error.Line).Select(line => new JobError(KeyOf(line.Key), [.. line.Select(Describe)]))], cancellation);
        }
    }

    /// <summary>Says at the end of the list that <paramref name="count"/> more broken rows are not in it.</summary>
    public Task AddUnlistedAsync(string executionId, long count, CancellationToken cancellation) => store.AddErrorsAsync(
        executionId,
        [new JobError(KeyOf(int.MaxValue), new BrokenRule("file", FormattableString.Invariant($"has {count:N0} more broken rows than are listed")))],
        cancellation);

    /// <summary>The key of a line.</summary>
    internal static string KeyOf(int line) => line.ToString("D10", CultureInfo.InvariantCulture);

    private static BrokenRule Describe(ImportError error) => new(
        error.Rule.Field,
        error.Rule.Rule
            + (error.Value is { } value ? $"; the cell says '{value}'" : "")
            + (error.ItemId is { } item && item != error.Value ? $" (item {item})" : ""));
}
