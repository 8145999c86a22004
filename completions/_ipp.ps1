# Completions of ipp for PowerShell. Commands, flags, names and ids come from `ipp` itself, from this machine alone.

Register-ArgumentCompleter -Native -CommandName 'ipp' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    # An empty argument would be lost on the way.
    $blank = if ($wordToComplete -eq '') { @('--blank') } else { @() }
    $ipp = Get-Command -Name ipp -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $ipp) { return }

    & $ipp completions powershell --candidates @blank '--' @words 2>$null | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        # A name is text, whatever is in it.
        $text = if ($value -match '^[A-Za-z0-9_./:=+-]+$') { $value } else { "'" + ($value -replace "['\u2018\u2019\u201a\u201b]", '$0$0') + "'" }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
    }
}
