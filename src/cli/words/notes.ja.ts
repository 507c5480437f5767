const SEVERAL =
  '条件は繰り返し指定できます。同じ種類はどれか1つ（--user alice --user bob）、違う種類はすべてに合うものを選びます。';

/**
 * What stands below the options of each verb, in Japanese. A test holds that no verb is missing, and that the commands are those of the
 * English help.
 */
export const NOTES: Readonly<Record<string, string>> = {
  ring: `1日より古いものは1回の実行につき1通にまとめ、新しいものは1件ずつ知らせます。

例:
  loginbell ring cloudtrail-logs/              フォルダーにあるすべてのログファイル
  loginbell ring 1234_CloudTrail_….json.gz     CloudTrailが書いたままの1ファイル
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin \\
    | loginbell ring -                         過去90日分を標準入力から
  loginbell ring --to you@example.com logs/    LOGINBELL_SMTP_URLのSMTPサーバーで送る`,
  history: `例:
  loginbell history                               新しい50件
  loginbell history --user alice --since 30d      aliceの30日分
  loginbell history --failed --since 2026-11-01   ある日からの失敗
  loginbell history --limit 0 --csv > all.csv     表計算ソフト用にすべて
  loginbell history --aws --since 7d              このマシンではなくAWS上の環境のもの
${SEVERAL}`,
  scan: `パスにはs3://bucket/prefixも指定できます。費用は先に示します。

例:
  loginbell scan cloudtrail-logs/                  バケットから同期したフォルダーのすべてのサインイン
  loginbell scan logs/ --user alice --since 90d    aliceの90日分
  loginbell scan logs/ --csv > all.csv             表計算ソフト用にすべて
  loginbell scan logs/ --ip 198.51.100.0/24 --failed   そこから拒否されたもの
  loginbell scan logs/ --events AllSignIns --json  jq用に1行に1つのJSON
  loginbell scan s3://trail-logs --since 365d --engine athena --dry-run   Athenaに尋ねる内容と料金
${SEVERAL}
何も保存せず、誰にも知らせません。それは「loginbell ring」が行います。`,
  report: `ファイルは外部に何も問い合わせません。送っても、印刷しても、保管してもかまいません。

例:
  loginbell report logs/ --since 90d --out quarter.html   ファイルから
  loginbell report                                        このマシンに保存したものから
  loginbell report --aws --since 30d                      AWS上の環境から
${SEVERAL}`,
  page: `このマシンから、トークン付きのアドレスでだけ開けます。Ctrl-Cで終わります。

例:
  loginbell page                     このマシンに保存したもの
  loginbell page --since 30d         その30日分
  loginbell page --no-open --port 8420   自分のトンネル用: ssh -L 8420:127.0.0.1:8420 HOST
  loginbell page --aws --since 30d   AWS上の環境
${SEVERAL}`,
  watch: `必要な権限はcloudtrail:LookupEventsとaccount:ListRegionsだけです（「loginbell iam-policy watch」が、バケットやキューに必要なものも含めてポリシーを表示します）。証跡も
スタックも要りません。各リージョンの直近30分を毎分、直近6時間を毎時、止まっていた後は最大7日分を確認します。リージョンやフォルダーから
15分間届かないときは、1回だけ知らせます。
通知先（--notify、LOGINBELL_NOTIFY、またはloginbell.jsonの"notify"）: smtp(s)://、slack://、teams://、discord://、ntfy://、pagerduty://、https://、outbox:FOLDER、command:PROGRAM。
?only=warningや?only=criticalで絞れます。アドレスは秘密です。環境変数かファイルに書いてください。

例:
  loginbell watch                              認証情報のアカウントのすべてのリージョン
  loginbell watch logs/ --health 127.0.0.1:9099   ファイルが届くフォルダー
  loginbell watch s3://trail-logs              証跡のバケット: 直近2日分を1分ごとに一覧する
  loginbell watch --regions us-east-1,eu-west-1   このリージョンだけ`,
  letter: `便りがないのは、サインインがなかったからか、誰も見ていなかったからか分かりません。手紙はそのどちらかと、前の週との違いを伝えます。

例:
  loginbell letter                  このマシンに保存したものから。表示する
  loginbell letter --send           メールなどで送る。タイマー（cron、systemd）に置けば毎週届く
  loginbell letter --aws --days 30  AWS上の環境の1か月`,
  deploy: `例:
  loginbell deploy --email you@example.com                 導入する（既にある証跡か、新しい証跡を使う）
  loginbell deploy --email you@example.com --dry-run       計画だけを示す
  loginbell deploy --events AllSignInsAndTampering --yes   導入済みの設定を変える
  loginbell deploy --safety-net                            1時間ごとの点検を加える
  loginbell deploy --fast-path                             サインインを数秒で知る

もう一度実行すると、変わったところだけを更新します。指定しなかった設定も残ります。`,
  confirm: `例:
  loginbell confirm 'https://sns.us-east-1.amazonaws.com/confirmation.html?TopicArn=…&Token=…'
  loginbell confirm - < mail.eml     メールからリンクを見つける
  loginbell confirm                  確認済みの人、まだの人、リンクで解除できてしまう人

リンクは「AWS Notification - Subscription Confirmation」というメールにあります。クリックせずに、リンクのアドレスをコピーし、引用符で囲んで
ください（シェルが&を解釈するため）。この方法で確認すると、購読を解除できるのはアカウントにサインインした人だけです。クリックすると、
通知メールを1通でも持つ人なら誰でも解除できます。`,
  test: `CloudTrailと同じように、誰も行っていないサインインの記録を証跡のロググループに書き、トピックまで追います。メールにはテストと
書かれます。行は1日以内に消え、誰の「初めて」にも数えません。

例:
  loginbell test                      送るものを示し、確認してから追う
  loginbell test --fast               高速経路のある各リージョンから、EventBridgeで
  loginbell test --yes --wait 600     確認せずに、1つの箇所を10分まで待つ`,
  doctor: `CloudTrailの記録から受信者のメールボックスまでのすべての箇所を見ます。何も変更しません。終了コード 0: すべて正常、6: 問題のある箇所が
ある、7: 問題は見つからないが、確認できない箇所がある。

例:
  loginbell doctor                                  正常な箇所、問題のある箇所、直し方
  loginbell doctor --json | jq '.links[] | select(.verdict != "ok")'
  loginbell doctor > /dev/null || echo "look after loginbell"`,
  backfill: `有効なすべてのリージョンのイベント履歴に、1リージョンあたり毎秒2回ずつ尋ね、まだ知らないサインインを取り込みます。誰にも知らせません。
導入した時までを取り込みます（その後はloginbellが知らせます）。いつ止めても、もう一度実行すれば続きから進みます。

例:
  loginbell backfill                     90日分を環境のテーブルへ。環境がなければ
                                         このマシンへ
  loginbell backfill --local --days 30   30日分をこのマシンへ
  loginbell backfill --from history.json  記事のテーブル、または別の環境の履歴
  loginbell backfill --until 2026-11-23  導入後のものも、その時まで。まだ通知していない
                                         ものは、通知されなくなる`,
  redrive: `デッドレターは、関数が3回試して処理できなかったものです。中のサインインは誰にも知らせていません。原因を直してから
（「loginbell doctor」が示します）やり直してください。知らせ済みのものは二重に知らせません。

例:
  loginbell redrive                   件数を示し、確認してからやり直す
  loginbell redrive --yes --json      スクリプト用。残ったものがあれば終了コード4`,
  uninstall: `例:
  loginbell uninstall --dry-run       なくなるものと残るもの
  loginbell uninstall                 それを示し、確認する
  loginbell uninstall --keep-trail    deployが作った証跡を残す

デッドレターキューにイベントがあるときは止まります。先に「loginbell redrive」で知らせてください。
履歴、ログ、バケットは残ります。それらを削除するコマンドを最後に示します。`,
  'athena-sql': `例:
  loginbell athena-sql s3://trail-logs --account 111122223333 --since 90d
  loginbell athena-sql s3://trail-logs/org --organization o-exampleorgid --account 111122223333 --account 444455556666

両方をAthenaのクエリーエディターに入力し、結果をダウンロードして「loginbell scan result.csv」に渡してください。すべての条件、出力形式、
集計が使えます。どの方法がいつ最も安いかは docs/archives.md にあります（英語）。`,
  template: `例:
  loginbell template                                        名前の一覧
  loginbell template cloudtrail > cloudtrail.yaml           読むため、コンソールやS3でアップロードするため
  loginbell template console-login-notification --packed    同じものを小さく、1回のAPI呼び出し用に`,
  'iam-policy': `例:
  loginbell iam-policy deploy --account 111122223333 --region us-east-1
  loginbell iam-policy confirm > policy.json && aws iam create-policy \\
    --policy-name loginbell-confirm --policy-document file://policy.json`,
  completion: `例:
  loginbell completion bash >> ~/.bashrc
  loginbell completion zsh > "\${fpath[1]}/_loginbell"
  loginbell completion fish > ~/.config/fish/completions/loginbell.fish`,
};
