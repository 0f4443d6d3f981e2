using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.EmbeddedHost.Durable.Storage;

/// <summary>The row that says which host runs the hub. It keeps honest hosts apart; against a host that woke up late the log is fenced.</summary>
internal sealed class HubLease(TableClient table, DurableEngineOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    public const string Partition = "lease";

    private readonly CancellationTokenSource _stopping = new();
    // By chance, as machine and process may have had the lease before.
    private readonly string _hostId = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private ETag _etag;
    private Task _renewal = Task.CompletedTask;

    public string HostId => _hostId;

    /// <exception cref="HubInUseException">Another host holds the hub.</exception>
    public async Task AcquireAsync(CancellationToken cancellation)
    {
        var held = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Partition, cancellationToken: cancellation);
        try
        {
            if (!held.HasValue)
            {
                _etag = (await table.AddEntityAsync(Row(), cancellation)).Headers.ETag ?? ETag.All;
                return;
            }

            var row = held.Value!;
            var holder = new HostProcess(row.GetString("Machine"), row.GetInt32("ProcessId") ?? 0, row.GetDateTimeOffset("ProcessStartedAt") ?? default);
            var until = row.GetDateTimeOffset("ExpiresAt") ?? default;
            if (until > clock.GetUtcNow() && !holder.IsGone())
            {
                throw new HubInUseException(
                    $"The task hub '{options.HubName}' is in use: host {row.GetString("HostId")} on machine '{holder.Machine}', process {holder.ProcessId}, "
                    + $"since {row.GetDateTimeOffset("Since"):u}, lease until {until:u}. Stop that host first, or wait until its lease has run out.");
            }

            EngineLog.TakingOver(logger, options.HubName, row.GetString("HostId"), holder.Machine, holder.ProcessId);
            await UpdateAsync(row.ETag, cancellation);
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            // It is also the answer to a request that was repeated and had landed before; the row knows.
            if (!await IsOursAsync(cancellation))
            {
                throw new HubInUseException($"The task hub '{options.HubName}' was taken by another host a moment ago.");
            }
        }
    }

    /// <summary>Starts to renew the lease at a third of its duration.</summary>
    public void KeepRenewed(Action<HubLostException> lost) => _renewal = RenewAsync(lost);

    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _renewal;
        try
        {
            await DeleteAsync(cancellation);
        }
        catch (Exception failed) when (failed is RequestFailedException or OperationCanceledException or AggregateException)
        {
            EngineLog.LeaseNotReleased(logger, options.HubName, failed);
        }
    }

    /// <summary>Stops renewing and leaves the lease as it is.</summary>
    public void Abandon() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private async Task DeleteAsync(CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(Partition, Partition, _etag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            // A renewal that was on its way when it was cancelled has landed.
            if (await IsOursAsync(cancellation))
            {
                await table.DeleteEntityAsync(Partition, Partition, _etag, cancellation);
            }
        }
    }

    private async Task RenewAsync(Action<HubLostException> lost)
    {
        var stopping = _stopping.Token;
        try
        {
            while (true)
            {
                await Task.Delay(options.LeaseDuration / 3, clock, stopping);
                try
                {
                    await UpdateAsync(_etag, stopping);
                }
                catch (RequestFailedException taken) when (taken.Status is 404 or 412)
                {
                    // 412 is also the answer to a retry of a renewal that did land; the row knows.
                    if (!await IsStillOursAsync(stopping))
                    {
                        lost(new HubLostException($"Another host took the task hub '{options.HubName}' over.", taken));
                        return;
                    }
                }
                catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException)
                {
                    EngineLog.LeaseNotRenewed(logger, options.HubName, unreachable);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The engine stops; what becomes of the lease is decided there.
        }
    }

    private async Task<bool> IsStillOursAsync(CancellationToken cancellation)
    {
        try
        {
            return await IsOursAsync(cancellation);
        }
        catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException)
        {
            EngineLog.LeaseNotRenewed(logger, options.HubName, unreachable);
            return true;
        }
    }

    private async Task<bool> IsOursAsync(CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Partition, cancellationToken: cancellation);
        if (!row.HasValue || row.Value!.GetString("HostId") != _hostId)
        {
            return false;
        }

        _etag = row.Value.ETag;
        return true;
    }

    private async Task UpdateAsync(ETag etag, CancellationToken cancellation)
    {
        var updated = await table.UpdateEntityAsync(Row(), etag, TableUpdateMode.Replace, cancellation);
        _etag = updated.Headers.ETag ?? ETag.All;
    }

    private TableEntity Row() => new(Partition, Partition)
    {
        ["HostId"] = _hostId,
        ["Machine"] = options.Host.Machine,
        ["ProcessId"] = options.Host.ProcessId,
        ["ProcessStartedAt"] = options.Host.StartedAt,
        ["Since"] = _since,
        ["ExpiresAt"] = clock.GetUtcNow() + options.LeaseDuration,
    };
}
