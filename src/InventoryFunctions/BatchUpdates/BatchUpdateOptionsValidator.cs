using InventoryFunctions.Schedules;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.BatchUpdates;

/// <summary>Refuses settings that the CloudFormation parameters would refuse (parity A1), naming the setting.</summary>
internal sealed class BatchUpdateOptionsValidator : IValidateOptions<BatchUpdateOptions>
{
    public ValidateOptionsResult Validate(string? name, BatchUpdateOptions options)
    {
        List<string> failures = [];
        if (!options.TryReadSize(out int size) || size is < BatchUpdateOptions.MinBatchSize or > BatchUpdateOptions.MaxBatchSize)
        {
            failures.Add(
                $"{BatchUpdateOptions.BatchSizeSetting} must be a whole number from {BatchUpdateOptions.MinBatchSize} to {BatchUpdateOptions.MaxBatchSize}; it is '{options.BatchSize}'.");
        }

        if (!AwsSchedule.TryParse(options.Schedule, out _, out string? brokenRule))
        {
            failures.Add($"{BatchUpdateOptions.ScheduleSetting} '{options.Schedule}' {brokenRule}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
